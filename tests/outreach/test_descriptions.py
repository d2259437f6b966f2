"""Every page describes itself to search engines and to those who share it, in its own language."""

from bs4 import BeautifulSoup
from wagtail.models import Page

from outreach.models import FaqPage
from portal.common.languages import LANGUAGES, language_of
from portal.common.surroundings import address
from tests.outreach.site import SeededOutreach


class DescriptionTest(SeededOutreach):
    def description(self, url):
        soup = BeautifulSoup(self.client.get(url).content, "html.parser")
        own, shared = soup.select_one("meta[name=description]"), soup.select_one("meta[property='og:description']")
        self.assertEqual(own["content"], shared["content"])
        return own["content"]

    def test_a_question_without_one_is_described_by_the_beginning_of_its_answer(self):
        page = self.page(FaqPage, "es", slug="cost")
        page.search_description, page.answer = "", f"<p>Nada.</p><p>{'Lea más. ' * 40}</p>"
        page.save_revision().publish()
        found = self.description("/es/faq/cost/")
        self.assertTrue(found.startswith("Nada. Lea más."), found)
        self.assertLessEqual(len(found), 155)

    def test_the_words_of_the_editor_come_first(self):
        page = self.page(FaqPage, "en", slug="cost")
        page.search_description = "It is free."
        page.save_revision().publish()
        self.assertEqual(self.description("/en/faq/cost/"), "It is free.")

    def test_every_page_of_every_language_has_one(self):
        for language in LANGUAGES:
            pages = Page.objects.live().filter(depth__gte=2, locale__language_code=language.code)
            for page in pages.order_by("content_type", "path").distinct("content_type"):
                self.assertTrue(self.description(address(page.url_path, language_of(language.code))))
