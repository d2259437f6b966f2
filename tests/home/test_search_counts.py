"""What is kept of searches: numbers by day, never who, never what may name a person, never more than fits."""

from datetime import date, timedelta
from unittest.mock import patch

from django.test import TestCase
from django.utils import timezone

from home.models import SearchPromotion, SearchQuery
from home.models.search_query import KEPT_FOR
from home.search.counting import countable_words
from home.seeding.groups import ensure_groups
from portal.common.languages import language_of
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.search_site import SearchableSite

DAY = date(2026, 3, 4)
SOME = {"language": "en", "day": DAY, "without_results": 0}


class CountingTest(SearchableSite):
    def search(self, text, code="en", **query):
        return self.client.get(f"/{code}/search/", {"q": text, **query})

    def rows(self):
        return list(
            SearchQuery.objects.order_by("words").values_list("language", "words", "searches", "without_results")
        )

    def test_the_same_words_are_one_row_a_day(self):
        self.page("Fees")
        for text in ("fees", "FEES", " fees? "):
            self.search(text)
        self.search("zebra")
        self.search("fees", "es")
        self.assertCountEqual(self.rows(), [("en", "fees", 3, 0), ("es", "fees", 1, 1), ("en", "zebra", 1, 1)])

    def test_it_is_todays_row(self):
        self.search("fees")
        self.assertEqual(SearchQuery.objects.get().day, timezone.localdate())

    def test_a_promoted_page_is_a_result(self):
        SearchPromotion.objects.create(page=self.page("Money"), words="price")
        self.search("price")
        self.assertEqual(self.rows(), [("en", "price", 1, 0)])

    def test_reading_on_is_not_another_search(self):
        for number in range(21):
            self.page(f"Fees {number}")
        self.search("fees")
        self.search("fees", page=2)
        self.assertEqual(self.rows(), [("en", "fees", 1, 0)])

    def test_what_may_tell_of_a_person_is_not_kept(self):
        for text in (
            "rosa@example.org",
            "call 626 555 0142",
            "PPD-26-004417",
            "officer smith stopped me on colorado boulevard last night",
            "x" * 101,
            "警察昨天晚上在科羅拉多大道把我攔下來了",
            "",
            "???",
        ):
            self.assertEqual(countable_words(text), "", text)
            self.search(text)
        self.assertEqual(self.rows(), [])

    def test_ordinary_searches_are_kept(self):
        for text in ("911", "mediation 2026", "what does it cost", "社區調解"):
            self.assertEqual(countable_words(text), text)


class StoreTest(TestCase):
    def count(self, words, day=DAY, found=True):
        SearchQuery.objects.count_search(words=words, language=language_of("en"), day=day, found=found)

    def test_a_flood_of_made_up_words_stores_no_more_than_fits(self):
        with patch("home.models.search_query.MOST_A_DAY", 3):
            for number in range(10):
                self.count(f"word{number}")
            self.count("word1")
        self.assertEqual(SearchQuery.objects.count(), 3)
        self.assertEqual(SearchQuery.objects.get(words="word1").searches, 2)

    def test_the_next_day_has_room_again(self):
        with patch("home.models.search_query.MOST_A_DAY", 1):
            self.count("one")
            self.count("two", day=DAY + timedelta(days=1))
        self.assertEqual(SearchQuery.objects.count(), 2)

    def test_old_days_are_forgotten(self):
        self.count("old", day=DAY - KEPT_FOR - timedelta(days=1))
        self.count("kept", day=DAY - KEPT_FOR)
        self.count("new")
        self.assertEqual(set(SearchQuery.objects.values_list("words", flat=True)), {"kept", "new"})

    def test_nothing_but_words_numbers_and_a_day_can_be_stored(self):
        names = {field.name for field in SearchQuery._meta.get_fields()}
        self.assertEqual(names, {"id", "language", "words", "day", "searches", "without_results"})


class ReportTest(SearchableSite):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        ensure_groups()
        for words, day, searches, missed in (
            ("fees", 1, 4, 0),
            ("fees", 2, 3, 1),
            ("zebra", 1, 6, 6),
            ("maria", 1, 4, 4),
        ):
            SearchQuery.objects.create(
                language="en", words=words, day=date(2026, 3, day), searches=searches, without_results=missed
            )
        SearchQuery.objects.create(language="es", words="costo", day=DAY, searches=5, without_results=5)

    def report(self, **query):
        response = signed_in(person(Role.EDITOR)).get("/admin/reports/searches/", query)
        self.assertEqual(response.status_code, 200)
        return [row["words"] for row in response.context["object_list"]]

    def test_editors_see_what_is_searched_most(self):
        self.assertEqual(self.report(), ["fees", "zebra", "costo"])

    def test_editors_see_what_is_not_found(self):
        self.assertEqual(self.report(ordering="-missed"), ["zebra", "costo", "fees"])

    def test_what_few_people_searched_is_hidden(self):
        self.assertNotIn("maria", self.report())

    def test_it_can_be_filtered_by_language(self):
        self.assertEqual(self.report(language="es"), ["costo"])

    def test_the_filter_can_ask_for_the_list_alone(self):
        response = signed_in(person(Role.EDITOR)).get("/admin/reports/searches/results/")
        self.assertNotContains(response, "<html")

    def test_it_stands_in_the_reports_menu_of_those_who_may_open_it(self):
        menu = signed_in(person(Role.EDITOR)).get("/admin/reports/searches/").content.decode()
        self.assertIn("/admin/reports/searches/", menu)
        client = signed_in(person(Role.TRANSLATOR))
        self.assertRedirects(client.get("/admin/reports/searches/"), "/admin/", fetch_redirect_response=False)
        self.assertNotContains(client.get("/admin/"), "/admin/reports/searches/")


class PromotionScreensTest(SearchableSite):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        ensure_groups()
        cls.shown = cls.page("Money")

    def setUp(self):
        self.client = signed_in(person(Role.EDITOR))

    def test_an_editor_adds_one_and_finds_it_in_the_list(self):
        url = "/admin/snippets/home/searchpromotion/add/"
        self.assertContains(self.client.get(url), "One search a line")
        data = {"words": "price\r\ncost", "page": self.shown.pk, "place": 1}
        self.assertEqual(self.client.post(url, data).status_code, 302)
        listing = self.client.get("/admin/snippets/home/searchpromotion/")
        self.assertContains(listing, "price, cost")
        self.assertContains(listing, "English")
        self.assertEqual(self.found("cost"), [self.shown.pk])

    def test_a_page_that_search_cannot_show_is_refused(self):
        draft = self.draft("Secret")
        data = {"words": "price", "page": draft.pk, "place": 1}
        response = self.client.post("/admin/snippets/home/searchpromotion/add/", data)
        self.assertContains(response, "Search cannot show this page.")

    def test_words_that_are_none_are_refused(self):
        data = {"words": "???", "page": self.shown.pk, "place": 1}
        response = self.client.post("/admin/snippets/home/searchpromotion/add/", data)
        self.assertContains(response, "Write at least one word")
