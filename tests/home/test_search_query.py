"""Which pages a search finds in each language, and in which order."""

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from home.models import SearchPromotion
from home.search import query
from home.search.query import FIND, find, popular_pages
from home.search.suggestions import did_you_mean
from portal.common.languages import language_of
from tests.home.search_site import SearchableSite
from tests.home.test_search_words import NASTY


class FormsOfWords(SearchableSite):
    def assert_finds(self, code, title, *searches):
        page = self.page(title, code=code)
        for text in searches:
            self.assertEqual(self.found(text, code), [page.pk], text)

    def test_english(self):
        self.assert_finds("en", "Interpreters at meetings", "interpreter", "MEETING", "interpreting a meeting")

    def test_spanish_with_and_without_accents(self):
        self.assert_finds("es", "Las investigaciones", "investigación", "investigaciones", "Investigación")
        self.assert_finds("es", "La mediación y la policía", "mediacion", "mediación", "policia", "policías")

    def test_armenian_in_every_case(self):
        self.assert_finds("hy", "Ի՞նչ է հաշտարարությունը", "հաշտարարություն", "հաշտարարության", "ինչ")

    def test_chinese_by_any_piece(self):
        self.assert_finds("zh-hant", "社區與警察調解", "調解", "警察調解", "察", "社區", "社區與警察調解")
        self.assert_finds("zh-hans", "社区与警察调解", "调解", "调")

    def test_chinese_pieces_that_are_not_neighbours_are_no_match(self):
        self.page("社區與警察調解", code="zh-hant")
        self.assertEqual(self.found("區警", "zh-hant"), [])

    def test_words_that_every_text_has_find_nothing(self):
        self.page("What is it for?")
        self.assertEqual(self.found("what is it"), [])

    def test_a_word_that_is_not_finished(self):
        self.assert_finds("en", "Confidential talks", "confid", "talks confid")


class OrderOfResults(SearchableSite):
    def test_questions_come_first_then_the_better_match(self):
        body = self.page("Guide", "Fees are explained here.")
        title = self.page("Fees")
        question = self.question("What does it cost?", "<p>There are no fees.</p>")
        self.assertEqual(self.found("fees"), [question.pk, title.pk, body.pk])

    def test_all_words_are_asked_for_first(self):
        both = self.page("Free parking")
        self.page("Free advice")
        self.assertEqual(self.found("free parking"), [both.pk])

    def test_pages_with_some_of_the_words_come_when_none_has_all_the_best_first(self):
        one = self.page("Free advice")
        two = self.page("Free parking near the station")
        found = find("free parking zebra", language_of("en"))
        self.assertEqual(found.page_ids, (two.pk, one.pk))
        self.assertFalse(found.question.every_word)

    def test_words_in_quotation_marks_stand_side_by_side(self):
        self.page("The record of the criminal case")
        page = self.page("Criminal record")
        self.assertEqual(self.found('"criminal record"'), [page.pk])

    def test_no_more_candidates_are_ranked_than_is_good(self):
        for number in range(4):
            self.page(f"Zebra {number}")
        candidates, query.CANDIDATES = query.CANDIDATES, 3
        self.addCleanup(setattr, query, "CANDIDATES", candidates)
        found = find("zebra", language_of("en"))
        self.assertEqual((len(found.page_ids), found.is_capped), (3, True))


class Promotions(SearchableSite):
    def promote(self, page, words, **fields):
        return SearchPromotion.objects.create(page=page, words=words, **fields)

    def test_a_promoted_page_stands_first_for_exactly_its_words(self):
        page, other = self.page("What it costs"), self.page("Money matters")
        self.promote(page, "Money\r\nPrecio, ¡por favor!")
        self.assertEqual(self.found("MONEY"), [page.pk, other.pk])
        self.assertEqual(self.found("precio por favor"), [page.pk])
        self.assertEqual(self.found("money please"), [other.pk])

    def test_a_page_that_matches_anyway_is_not_listed_twice(self):
        page = self.page("Money matters")
        self.promote(page, "money")
        self.assertEqual(self.found("money"), [page.pk])

    def test_it_counts_in_the_language_of_the_page_only(self):
        self.promote(self.page("What it costs"), "money")
        self.assertEqual(self.found("money", "es"), [])

    def test_a_page_that_is_no_longer_public_is_not_promoted(self):
        page = self.page("What it costs")
        self.promote(page, "money")
        page.unpublish()
        self.assertEqual(self.found("money"), [])

    def test_their_place_decides(self):
        first, second = self.page("One"), self.page("Two")
        self.promote(second, "money", place=2)
        self.promote(first, "money", place=1)
        self.assertEqual(self.found("money"), [first.pk, second.pk])

    def test_without_words_it_is_among_the_popular_pages(self):
        self.page("One")
        page = self.page("Two")
        self.promote(page, "  ")
        self.assertEqual(popular_pages(language_of("en")), [page.pk])
        self.assertEqual(self.found("???"), [])

    def test_the_first_questions_are_popular_until_editors_choose(self):
        page = self.page("Page")
        question = self.question("What does it cost?")
        self.assertEqual(popular_pages(language_of("en")), [question.pk, page.pk])


class Suggestions(SearchableSite):
    def test_a_mistyped_word_is_put_right_and_the_others_stay(self):
        self.page("Mediation and interpreters")
        self.assertEqual(did_you_mean("free Medaition 911", language_of("en")), "free mediation 911")
        self.assertEqual(did_you_mean("intrepreter", language_of("en")), "interpreters")

    def test_the_suggestion_keeps_its_accents(self):
        self.page("La mediación", code="es")
        self.assertEqual(did_you_mean("mediasion", language_of("es")), "mediación")

    def test_armenian_words_come_as_written(self):
        self.page("Ոստիկանություն", code="hy")
        self.assertEqual(did_you_mean("ոստիկանությյուն", language_of("hy")), "ոստիկանություն")

    def test_there_is_none_for_right_words_and_for_words_like_no_other(self):
        self.page("Mediation")
        for text in ("mediation", "MEDIATION", "xylophone", "", "調解"):
            self.assertEqual(did_you_mean(text, language_of("en")), "", text)


class CostTest(SearchableSite):
    def test_the_plan_goes_by_the_index_of_words_whatever_they_are(self):
        for number in range(3):
            self.page(f"Zebra {number}")
        for words in ("'zebra'", "'the' | 'zebra' | 'mediat':*"):
            values = {
                "configuration": "english",
                "question": words,
                "every_word": True,
                "language": "'=en'",
                "most": 300,
            }
            with connection.cursor() as cursor:
                # So few rows are read faster than any index; what matters is that the index can answer all of it.
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(f"EXPLAIN {FIND}", values)
                plan = "\n".join(line for (line,) in cursor.fetchall())
            self.assertIn("Bitmap Index Scan on search_entry_tsv", plan)
            self.assertNotIn("search_entry_ranks", plan)

    def test_a_search_that_finds_something_costs_two_queries(self):
        for number in range(5):
            self.page(f"Zebra {number}")
        with CaptureQueriesContext(connection) as captured:
            self.found("zebra")
        self.assertEqual(len(captured), 2)

    @override_settings(DEBUG=False)
    def test_nothing_that_is_typed_is_an_error(self):
        self.page("Fees")
        for code in ("en", "es", "hy", "zh-hant", "zh-hans"):
            for text in NASTY:
                find(text, language_of(code))
                did_you_mean(text, language_of(code))
