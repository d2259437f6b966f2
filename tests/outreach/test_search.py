"""The seeded site can be searched at once, in every language: all that is live, and nothing else."""

from wagtail.models import Page

from home.models import SearchEntry
from home.search.index import findable_pages
from home.search.query import find
from outreach.models import FaqPage
from portal.common.languages import LANGUAGES, language_of
from tests.outreach.site import NewlySeeded


class SeededSearchTest(NewlySeeded):
    languages = tuple(language.code for language in LANGUAGES[1:])
    keys = ("faq", "cost", "must-the-employee-take-part", "how-it-works", "contact")

    def first(self, text, code):
        return Page.objects.get(pk=find(text, language_of(code)).page_ids[0]).specific

    def test_every_live_page_has_its_entry(self):
        live = findable_pages().filter(depth__gt=1).values_list("pk", flat=True)
        self.assertEqual(set(SearchEntry.objects.values_list("pk", flat=True)), set(live))
        for language in LANGUAGES:
            self.assertGreater(
                SearchEntry.objects.filter(language=language.code).count(), len(self.keys), language.code
            )

    def test_the_question_about_cost_is_first_in_every_language(self):
        slugs = {
            self.first(text, code).slug
            for code, text in (
                ("en", "what does it cost"),
                ("es", "cuanto cuesta"),
                ("hy", "վճար"),
                ("zh-hant", "費用"),
                ("zh-hans", "费用"),
            )
        }
        self.assertEqual(len(slugs), 1, slugs)

    def test_no_note_for_editors_can_be_found(self):
        noted = FaqPage.objects.exclude(to_confirm="").filter(locale__language_code="en")
        self.assertTrue(noted)
        for page in noted:
            self.assertNotIn(page.to_confirm[:40], SearchEntry.objects.get(pk=page.pk).body)
