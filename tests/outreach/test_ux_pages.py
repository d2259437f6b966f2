"""What holds on every public page in every language: the help in its one place, the way home, the way to the search."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from home.models import ProgramDetails
from portal.common.languages import LANGUAGES, language_of
from portal.common.surroundings import address
from tests.outreach.site import SeededOutreach

CODES = tuple(language.code for language in LANGUAGES)
# Addresses without a page of their own in Wagtail's tree.
OTHERS = ("search/", "search/?q=911", "nothing-is-here/", "referral/new/")


class EveryPageTest(SeededOutreach):
    def soup(self, url):
        return BeautifulSoup(self.client.get(url, follow=True).content, "html.parser")

    def addresses(self, code):
        """One page of each type in a language, and what is no page."""
        pages = Page.objects.live().filter(depth__gte=3, locale__language_code=code).order_by("content_type", "path")
        one_of_each = {page.content_type_id: address(page.url_path, language_of(code)) for page in pages}
        # The start page, guides, the lists, questions: a seeded site has no event and no news.
        self.assertGreaterEqual(len(one_of_each), 8, code)
        return [*one_of_each.values(), *(f"/{code}/{path}" for path in OTHERS)]

    @pytest.mark.proves("UX-20")
    def test_help_stands_in_the_same_place_on_each_page_in_each_language(self):
        for code in CODES:
            details = ProgramDetails.objects.get(locale__language_code=code)
            wanted = (details.phone.as_national, details.tty, details.hours, details.interpreter_line)
            for url in self.addresses(code):
                with self.subTest(url):
                    soup = self.soup(url)
                    (help_line,) = soup.select("body > header ~ main + aside.help")
                    self.assertEqual(help_line.find_next_sibling().name, "footer")
                    words = " ".join(help_line.get_text(" ").split())
                    self.assertEqual([text for text in wanted if text not in words], [])
                    self.assertEqual(help_line.select_one("a[href^='tel:']")["href"], f"tel:{details.phone.as_e164}")

    @pytest.mark.proves("UX-02")
    def test_the_way_back_to_a_begun_request_stands_beside_the_one_button(self):
        for code in CODES:
            group = self.soup(f"/{code}/request/").main.select_one(".button-group")
            self.assertEqual(len(group.select(".button")), 1)
            self.assertTrue(group.select_one(f"a[href='/{code}/resume/']:not(.button)"))

    @pytest.mark.proves("UX-60")
    def test_a_page_that_is_not_there_leads_home_and_to_the_search_in_the_readers_language(self):
        for code in CODES:
            soup = self.soup(f"/{code}/nothing-is-here/")
            self.assertEqual(soup.main.select_one("a.button")["href"], f"/{code}/")
            self.assertTrue(soup.header.select_one(f"a[href='/{code}/search/']"))
