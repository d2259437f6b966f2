"""How texts become words: what makes no difference to search, and what does."""

import pytest
from django.test import SimpleTestCase

from home.search.endings import shortened
from home.search.terms import questions, terms
from home.search.words import folded, indexed, pairs, vocabulary, words
from portal.common.languages import LANGUAGES, language_of

NASTY = (
    "",
    "   ",
    "\0",
    "a\0b",
    "' OR 1=1 --",
    "a & b | !c <-> d:*",
    "((((",
    '"',
    '"""',
    "\\",
    "'\\''",
    "%s %(question)s {0} {x}",
    "😀",
    "😀 fees",
    "\ud800",
    "\u202eright to left",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "調" * 10_000,
    "a " * 5_000,
    "#*?[]$^.+-",
    "ﬁ ﷺ ⅷ ㎏ ＡＢＣ",
    "e\u0301" * 50,
)


class FoldingTest(SimpleTestCase):
    def test_case_accents_width_and_punctuation_make_no_difference(self):
        for text in ("Policía", "POLICIA", "policía", "polici\u0301a", "¿policía?", "ｐｏｌｉｃｉａ", "polic\u00adía"):
            self.assertEqual(folded(text), "policia", text)

    def test_an_armenian_question_mark_does_not_cut_its_word(self):
        self.assertEqual(folded("Պարտավո՞ր եմ"), "պարտավոր եմ")

    def test_both_spellings_of_the_armenian_and_are_one(self):
        self.assertEqual(folded("և"), folded("եւ"))

    def test_scripts_without_spaces_are_cut_into_pairs(self):
        self.assertEqual(pairs("社區調解"), ["社區", "區調", "調解"])
        self.assertEqual(pairs("調"), ["調"])

    def test_a_word_in_another_script_stands_by_itself(self):
        self.assertEqual(words("免費PPD調解"), ["免費", "ppd", "調解"])

    def test_single_letters_of_such_scripts_are_indexed_once(self):
        self.assertEqual(indexed("調解 調", language_of("zh-hant")), "調解 調 調 解")

    def test_words_with_accents_are_indexed_both_ways(self):
        self.assertEqual(indexed("La mediación", language_of("es")), "la mediacion mediación")

    def test_only_real_words_are_suggested(self):
        self.assertEqual(vocabulary("La Mediación de 2026, a1b2c3 社區調解 sí"), ["mediación"])


class ArmenianEndingsTest(SimpleTestCase):
    def test_the_forms_of_a_word_meet(self):
        for forms in (
            "միջնորդություն միջնորդության միջնորդությունը միջնորդությամբ միջնորդներ միջնորդի միջնորդ",
            "ոստիկան ոստիկանություն ոստիկանության ոստիկանները ոստիկանի",
            "հարց հարցեր հարցերի հարցը",
            "բողոք բողոքի բողոքը բողոքներ",
        ):
            self.assertEqual(len({shortened(form, "armenian-endings") for form in forms.split()}), 1, forms)

    def test_different_words_stay_apart(self):
        given = ["բողոք", "հարց", "ոստիկան", "միջնորդ", "վճար", "լեզու", "գաղտնի"]
        self.assertEqual(len({shortened(word, "armenian-endings") for word in given}), len(given))

    def test_other_languages_are_left_to_the_database(self):
        self.assertEqual(shortened("mediation", "english"), "mediation")


class TermsTest(SimpleTestCase):
    @pytest.mark.proves("G3")
    def test_nothing_that_is_typed_becomes_an_operator(self):
        for language in LANGUAGES:
            for text in NASTY:
                for question in questions(terms(text, language)):
                    for leaf in question.leaves:
                        self.assertRegex(leaf, r"^'\w+'(:\*)?$")
                    rest = question.text
                    for leaf in question.leaves:
                        rest = rest.replace(leaf, "", 1)
                    self.assertEqual(set(rest) - set(" ()&|<->"), set(), text[:40])

    def test_a_long_text_asks_for_few_words(self):
        for text in (" ".join(f"word{number}" for number in range(5000)), "調解員" * 3000):
            for question in questions(terms(text, language_of("en"))):
                self.assertLess(len(question.leaves), 50)

    def test_quotation_marks_ask_for_words_side_by_side(self):
        (term, other) = terms("“right to counsel” free", language_of("en"))
        self.assertEqual(term.exact, "('right' <-> 'to' <-> 'counsel')")
        self.assertEqual(other.exact, "'free'")

    def test_one_quotation_mark_alone_means_nothing(self):
        self.assertEqual(terms('"right counsel', language_of("en")), terms("right counsel", language_of("en")))

    def test_a_run_without_spaces_is_loosened_in_the_end(self):
        strict, loose = questions(terms("社區調解", language_of("zh-hant")))
        self.assertEqual((strict.text, strict.every_word), ("('社區' & '區調' & '調解')", True))
        self.assertEqual((loose.text, loose.every_word), ("('社區' | '區調' | '調解')", False))
