"""Numbered checks of UX.md that hold on every page of every public path in five languages, also with mistakes."""

import re
from functools import wraps

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils.translation import gettext, override

from intake.forms.fields import hint_of
from intake.questions.catalogue import page_named, pages_of
from intake.questions.question import Kind
from portal.common.languages import BY_CODE, LANGUAGES
from tests.answers import MOST_PAGES
from tests.intake.views.every_page import PUBLIC_PATHS, walk, wrong

FIELDS = "#step-form input:not([type=hidden]), #step-form select, #step-form textarea"
SCRIPTS = {"leave.js", "proof.js"}
# What stays in Latin letters in every language: names of things, addresses, and what was typed wrong.
LATIN = re.compile(r"name@example\.com|(?<!\w)x+(?!\w)", re.IGNORECASE)
SCRIPT_OF = {"hy": re.compile(r"[\u0531-\u0587]"), "zh-hant": re.compile(r"[\u4e00-\u9fff]")}
SCRIPT_OF["zh-hans"] = SCRIPT_OF["zh-hant"]


def said_above(seen):
    """The lines of the error summary, each with the id that it leads to."""
    return [
        (link.text.strip(), link.get("href", "").removeprefix("#")) for link in seen.html.select(".error-summary a")
    ]


def said_beside(field: BeautifulSoup) -> list[str]:
    """What stands beside a field, without the word that only screen readers hear."""
    lines = []
    for line in field.select(".field-error li"):
        line.select_one(".visually-hidden").extract()
        lines.append(line.text.strip())
    return lines


def on_every_page(*, with_mistakes=None):
    """The test runs once for each page, with the words of its language active."""

    def made(test):
        @wraps(test)
        def on_each(self):
            for seen in self.seen:
                if with_mistakes is None or seen.has_mistakes is with_mistakes:
                    with override(seen.language), self.subTest(str(seen)):
                        test(self, seen)

        return on_each

    return made


class EveryPageTests(TestCase):
    @classmethod
    def setUpClass(cls):
        # Not setUpTestData, which copies what it keeps for every test.
        super().setUpClass()
        cls.seen = [seen for path in PUBLIC_PATHS for seen in walk(path)]

    def test_every_page_that_differs_was_seen_in_every_language_with_its_mistakes(self):
        names = {page.name for path in PUBLIC_PATHS for page in pages_of(path)}
        for language in BY_CODE:
            own = [seen for seen in self.seen if seen.language == language]
            self.assertEqual({seen.step for seen in own}, names - {"complaint-help"}, language)
            self.assertEqual({seen.path for seen in own if seen.step == "review"}, set(PUBLIC_PATHS), language)
            self.assertEqual({seen.step for seen in own if seen.has_mistakes}, {seen.step for seen in own}, language)

    @pytest.mark.proves("UX-07")
    @on_every_page()
    def test_the_title_says_mistakes_first_then_the_step_then_the_question(self, seen):
        step, steps = seen.number, int(seen.html.select_one("progress")["max"])
        where = gettext("Step %(number)s of %(count)s: %(title)s") % {
            "number": step,
            "count": steps,
            "title": seen.page.titled(seen.path),
        }
        told = gettext("Error: %(where)s") % {"where": where} if seen.has_mistakes else where
        self.assertEqual(seen.html.title.text.rpartition(" – ")[0].strip(), told)

    @pytest.mark.proves("UX-12")
    @on_every_page()
    def test_the_step_on_the_page_is_its_number_and_the_last_one_is_n_of_n(self, seen):
        progress = seen.html.select_one("progress")
        self.assertEqual(int(progress["value"]), seen.number)
        self.assertGreaterEqual(int(progress["max"]), seen.number)
        self.assertEqual(seen.step == "review", progress["max"] == progress["value"])

    @pytest.mark.proves("UX-08")
    @on_every_page()
    def test_there_is_one_heading_and_a_single_question_is_it(self, seen):
        (heading,) = seen.html.select("h1")
        questions = seen.page.questions
        if len(questions) == 1 and seen.step != "review":
            self.assertIn(str(questions[0].asked_on(seen.path).label), heading.text)
            self.assertTrue(heading.find_parent("legend") or heading.find("label"))
        else:
            self.assertEqual(heading.text.strip(), str(seen.page.titled(seen.path)))

    @pytest.mark.proves("UX-10", "UX-29")
    @on_every_page()
    def test_one_button_goes_on_and_names_what_it_does(self, seen):
        form = seen.html.select_one("#step-form")
        self.assertTrue(form.has_attr("novalidate"))
        (button,) = form.select("button.button:not(.button-quiet)")
        words = gettext("Send my request") if seen.step == "review" else gettext("Continue")
        self.assertEqual(button.text.strip(), words)

    @pytest.mark.proves("UX-13")
    @on_every_page(with_mistakes=False)
    def test_every_question_says_why_it_is_asked_beside_it(self, seen):
        for question in seen.page.questions:
            if hint := str(hint_of(question, question.asked_on(seen.path).hint)):
                self.assertIn(hint, [found.text.strip() for found in seen.html.select(".field-hint")])
            else:
                self.assertIs(question.kind, Kind.TICK)
        self.assertEqual(seen.html.select(".field-hint a"), [])

    @pytest.mark.proves("UX-15")
    @on_every_page(with_mistakes=False)
    def test_what_may_be_left_empty_says_so_in_words_and_nothing_is_starred(self, seen):
        optional = [q for q in seen.page.questions if not q.asked_on(seen.path).missing and q.kind is not Kind.TICK]
        marks = [mark.text.strip() for mark in seen.html.select(".field-label .field-optional")]
        self.assertEqual(marks, [gettext("(optional)")] * len(optional))
        self.assertNotIn("*", seen.html.select_one("#step-form").text)

    @pytest.mark.proves("UX-16")
    @on_every_page()
    def test_labels_are_labels_nothing_is_disabled_and_nothing_moves_on_by_itself(self, seen):
        unwanted = "[placeholder], [disabled], [type=number], [maxlength='1'], [onchange], [oninput]"
        self.assertEqual(seen.html.select_one("#step-form").select(unwanted), [])
        for field in seen.html.select(FIELDS):
            if field.get("tabindex") != "-1":
                self.assertTrue(seen.html.find("label", attrs={"for": field["id"]}), field)
        scripts = {re.sub(r"\.[0-9a-f]{12}\.", ".", tag["src"].rpartition("/")[2]) for tag in seen.html("script")}
        self.assertLessEqual(scripts, SCRIPTS)

    @pytest.mark.proves("UX-17", "UX-18")
    @on_every_page(with_mistakes=False)
    def test_browsers_learn_what_to_fill_in_and_which_keyboard_to_show(self, seen):
        for question in seen.page.questions:
            field = seen.html.select_one(f"#step-form [name={question.key}]")
            if question.kind in {Kind.TEXT, Kind.NAME, Kind.LONG_TEXT, Kind.PHONE, Kind.EMAIL}:
                self.assertEqual(field["autocomplete"], question.autocomplete)
            if question.kind is Kind.PHONE:
                self.assertEqual((field["type"], field["inputmode"]), ("tel", "tel"))
            if question.kind is Kind.EMAIL:
                self.assertEqual(field["type"], "email")

    @pytest.mark.proves("UX-21")
    @on_every_page(with_mistakes=False)
    def test_every_page_offers_every_language_and_sends_the_answers_along(self, seen):
        buttons = seen.html.select("button[form=step-form][name=goto_language]")
        others = {button["value"]: button.text.strip() for button in buttons}
        names = {language.code: language.name for language in LANGUAGES}
        self.assertEqual(others | {seen.language: names[seen.language]}, names)

    @pytest.mark.proves("UX-25", "UX-26")
    @on_every_page(with_mistakes=True)
    def test_the_summary_says_what_stands_beside_each_field_and_leads_to_it(self, seen):
        above = said_above(seen)
        beside = [line for field in seen.html.select(".field") for line in said_beside(field)]
        self.assertEqual([words for words, _ in above], beside)
        self.assertTrue(above)
        main = seen.html.select_one("main")
        self.assertEqual(main.select(".error-summary, h1")[0].get("class"), ["error-summary"])
        self.assertTrue(main.select_one(".error-summary").has_attr("autofocus"))
        for _, target in above:
            self.assertIn(seen.html.find(id=target).name, {"input", "select", "textarea"}, target)

    @pytest.mark.proves("UX-26")
    @on_every_page(with_mistakes=True)
    def test_mistakes_are_told_in_the_language_of_the_page(self, seen):
        for words, _ in said_above(seen):
            rest = LATIN.sub("", words)
            if script := SCRIPT_OF.get(seen.language):
                self.assertRegex(rest, script)
                self.assertNotRegex(rest, r"[A-Za-z]{3,}")

    @pytest.mark.proves("UX-26")
    def test_no_language_says_a_mistake_in_another_ones_words(self):
        by_page = {}
        for seen in self.seen:
            if seen.has_mistakes:
                words = tuple(words for words, _ in said_above(seen))
                by_page.setdefault((seen.path, seen.step), {}).setdefault(seen.language, []).append(words)
        for page, by_language in by_page.items():
            english = set(by_language["en"])
            for language in set(BY_CODE) - {"en"}:
                self.assertFalse(english & set(by_language[language]), (page, language))

    @pytest.mark.proves("UX-28")
    @on_every_page()
    def test_wrong_inputs_say_so_and_are_described_by_hint_and_mistake(self, seen):
        for field in seen.html.select(".field"):
            hint, mistake = field.select_one(".field-hint"), field.select_one(".field-error")
            expected = [part["id"] for part in (hint, mistake) if part]
            # A group is described as a whole.
            tag = field if field.name == "fieldset" else field.select_one("input, select, textarea")
            self.assertEqual(tag.get("aria-describedby", "").split(), expected)
            says_so = field.get("aria-invalid") == "true" or field.select("[aria-invalid=true]")
            self.assertEqual(bool(says_so), mistake is not None, field.get("id"))

    @pytest.mark.proves("UX-27")
    @on_every_page()
    def test_no_browser_drops_what_is_too_long_and_long_texts_say_their_limit(self, seen):
        self.assertEqual(seen.html.select("#step-form :not(.memorable-date input)[maxlength]"), [])
        for question in seen.page.questions:
            if question.kind is Kind.LONG_TEXT:
                hint = seen.html.find(id=f"id_{question.key}_helptext")
                self.assertIn(str(question.limit), hint.text)

    @pytest.mark.proves("UX-27")
    @on_every_page(with_mistakes=True)
    def test_what_was_typed_stays_in_its_field(self, seen):
        for question in seen.page.questions:
            field = seen.html.select_one(f"#step-form [name={question.key}]")
            typed = wrong(question).get(question.key)
            if isinstance(typed, str) and question.kind not in {Kind.CHOICE, Kind.LIST}:
                shown = field.text.strip() if field.name == "textarea" else field.get("value", "")
                self.assertEqual(shown, typed if seen.all_wrong else "")

    @pytest.mark.proves("UX-06")
    @on_every_page(with_mistakes=False)
    def test_a_page_shows_three_fields_at_most(self, seen):
        self.assertLessEqual(len(seen.html.select("#step-form .field")), 3)

    @pytest.mark.proves("UX-38")
    @on_every_page(with_mistakes=False)
    def test_check_answers_shows_each_question_with_its_answer_or_that_there_is_none(self, seen):
        if seen.step != "review":
            return
        rows = seen.html.select(".summary-list > div")
        steps = [step for step in MOST_PAGES[seen.path] if step != "review"]
        asked = [question for step in steps for question in page_named(step, seen.path).questions]
        labels = [str(question.asked_on(seen.path).label) for question in asked]
        self.assertEqual([row.dt.text.strip() for row in rows], labels)
        self.assertIn(gettext("Not provided"), [row.select_one(".answer").text.strip() for row in rows])
        for row, label in zip(rows, labels, strict=True):
            link = row.select_one(".change a")
            self.assertIn("return=review", link["href"])
            self.assertIn(label, link.select_one(".visually-hidden").text)

    @pytest.mark.proves("UX-39")
    @on_every_page(with_mistakes=False)
    def test_check_answers_says_that_nothing_is_sent_yet(self, seen):
        if seen.step == "review":
            lead = gettext("Nothing is sent until you press the button at the end of this page.")
            self.assertIn(lead, seen.html.select_one("main").text)
            self.assertEqual(seen.html.select("#step-form [type=checkbox][checked]"), [])
