"""The seeded site can be searched at once, in every language: all that is live, and nothing else."""

from wagtail_localize.segments.extract import extract_segments

from home.models import SearchEntry
from home.search.index import findable_pages
from home.search.query import find
from outreach.models import FaqPage
from portal.common.languages import LANGUAGES, language_of
from tests.outreach.site import NewlySeeded, SeededOutreach

# How people ask what the question "Does it cost anything?" answers.
ABOUT_COST = {
    "en": ("what does it cost", "how much is it?", "is it free", "do I have to pay", "what does mediation cost", "fee"),
    "es": ("cuánto cuesta", "¿Cuanto cuesta la mediacion?", "es gratis", "¿tengo que pagar?", "costo", "precio"),
    "hy": ("ինչքա՞ն արժե", "որքան արժե հաշտարարությունը", "անվճա՞ր է", "որքա՞ն պետք է վճարել", "վճար", "գինը"),
    "zh-hant": ("要多少錢？", "多少錢", "調解要付費嗎", "免費嗎", "怎麼收費", "費用"),
    "zh-hans": ("要多少钱？", "多少钱", "调解要付费吗", "免费吗", "怎么收费", "费用"),
}


class SeededSearchTest(NewlySeeded):
    languages = tuple(language.code for language in LANGUAGES[1:])
    keys = ("faq", "cost", "must-the-employee-take-part", "how-it-works", "contact")

    def test_every_live_page_has_its_entry(self):
        live = findable_pages().filter(depth__gt=1).values_list("pk", flat=True)
        self.assertEqual(set(SearchEntry.objects.values_list("pk", flat=True)), set(live))
        for language in LANGUAGES:
            self.assertGreater(
                SearchEntry.objects.filter(language=language.code).count(), len(self.keys), language.code
            )

    def test_no_note_for_editors_can_be_found(self):
        noted = FaqPage.objects.exclude(to_confirm="").filter(locale__language_code="en")
        self.assertTrue(noted)
        for page in noted:
            self.assertNotIn(page.to_confirm[:40], SearchEntry.objects.get(pk=page.pk).body)


class WholeSiteTest(SeededOutreach):
    def test_the_answer_about_cost_is_first_however_people_ask(self):
        for code, searches in ABOUT_COST.items():
            cost = self.page(FaqPage, code, slug="cost")
            for text in searches:
                with self.subTest(code=code, text=text):
                    self.assertEqual(find(text, language_of(code)).page_ids[:1], (cost.pk,))

    def test_other_ways_to_ask_are_found_and_stand_nowhere(self):
        for code in ABOUT_COST:
            cost = self.page(FaqPage, code, slug="cost")
            self.assertNotIn(cost.also_asked, SearchEntry.objects.get(pk=cost.pk).body)
            page = self.client.get(cost.url).content.decode()
            found = self.client.get(f"/{code}/search/", {"q": ABOUT_COST[code][0]}).content.decode()
            for sentence in cost.also_asked.split("?")[0], cost.also_asked[-12:]:
                self.assertNotIn(sentence, page)
                self.assertNotIn(sentence, found)

    def test_they_are_offered_to_translators_and_are_no_description(self):
        cost = self.page(FaqPage, slug="cost")
        self.assertIn("also_asked", {segment.path for segment in extract_segments(cost)})
        self.assertNotIn(cost.also_asked[:20], cost.description)
