"""Every seeded page in every language: complete, in its own words, linked to its own language."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from outreach.seeding.content import has_content, read_content
from outreach.seeding.pages import MENU, NOT_HERE
from portal.common.languages import LANGUAGES, language_of
from portal.common.pages import TranslationNotice
from portal.common.surroundings import address
from tests.outreach.own_words import foreign, untranslated
from tests.outreach.site import NewlySeeded, SeededOutreach

CODES = tuple(language.code for language in LANGUAGES if has_content(language))
NO_PAGE = re.compile(r"\.(ics|xml)$|/(referral/new|check|resume|my)/$|/faq/(police|community)/$")
MACHINE = "Translated by software, not checked yet."


class EveryLanguageTest(SeededOutreach):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.pages = {}
        for page in Page.objects.filter(depth__gte=3, live=True).select_related("locale"):
            code = page.locale.language_code
            cls.pages.setdefault(code, []).append((page, address(page.url_path, language_of(code))))

    soups: dict = {}

    def soup(self, url):
        """What a browser gets; each address once, since no test here changes a page."""
        if url not in self.soups:
            response = self.client.get(url)
            self.assertEqual(response.status_code, 200, url)
            self.soups[url] = BeautifulSoup(response.content, "html.parser")
        return self.soups[url]

    def test_every_language_has_every_page(self):
        source = read_content(language_of("en"))
        wanted = {"request", *source.guides, *source.faqs, *source.pages} - set(NOT_HERE)
        for code in CODES:
            self.assertEqual({page.slug for page, _ in self.pages[code]}, wanted, code)

    @pytest.mark.proves("UX-08")
    def test_every_page_has_one_main_heading_whole_links_and_no_id_twice(self):
        for code in CODES:
            for _page, url in self.pages[code]:
                with self.subTest(url):
                    soup = self.soup(url)
                    self.assertEqual(len(soup.find_all("h1")), 1)
                    ids = [tag["id"] for tag in soup.find_all(id=True)]
                    self.assertEqual(len(ids), len(set(ids)))
                    self.assertEqual([a for a in soup.find_all("a") if not a.get("href")], [])
                    anchors = {a["href"][1:] for a in soup.select('a[href^="#"]')}
                    self.assertLessEqual(anchors, set(ids))

    def test_every_link_in_a_page_leads_to_a_live_page_of_the_same_language(self):
        for code in CODES:
            known = {url for _, url in self.pages[code]} | {f"/{code}/"}
            for _page, url in self.pages[code]:
                hrefs = {a["href"] for a in self.soup(url).select('main a[href^="/"], footer a[href^="/"]')}
                self.assertEqual({href for href in hrefs - known if not NO_PAGE.search(href)}, set(), url)

    @pytest.mark.proves("UX-55")
    def test_the_languages_menu_leads_to_the_same_page_and_hreflang_names_the_same_ones(self):
        for code in CODES:
            for path in ("faq/", "faq/cost/", "how-it-works/", "privacy-notice/"):
                soup = self.soup(f"/{code}/{path}")
                menu = {a["href"] for a in soup.select("a.languages-item")}
                self.assertEqual(menu, {f"/{other}/{path}" for other in CODES})
                links = soup.select('link[rel="alternate"][hreflang]')
                paths = {link["hreflang"]: link["href"].removeprefix("http://testserver") for link in links}
                tags = {language_of(other).tag: f"/{other}/{path}" for other in CODES}
                self.assertEqual(paths, tags | {"x-default": f"/en/{path}"})

    def test_every_translation_says_that_software_made_it(self):
        for code in CODES[1:]:
            with translation.override(code):
                notice = gettext(MACHINE)
            for page, url in self.pages[code]:
                self.assertIn(notice, self.soup(url).get_text(), url)
                self.assertEqual(page.specific.translation_notice, TranslationNotice.MACHINE)

    def test_the_words_on_a_page_are_those_of_its_content_file(self):
        for code in CODES:
            content = read_content(language_of(code))
            faq, guide = content.faqs["must-i-take-part"], content.guides["what-to-expect"]
            self.assertIn(faq["answer"][0], self.soup(f"/{code}/faq/must-i-take-part/").get_text())
            text = self.soup(f"/{code}/what-to-expect/").get_text()
            for section in guide["sections"]:
                self.assertIn(section["heading"], text)

    def test_no_page_has_a_word_of_another_language_outside_its_marks(self):
        found = {}  # each text with one page where it stands: the frame is the same on all
        for code in CODES:
            for _, url in self.pages[code]:
                english = self.soup(url.replace(f"/{code}/", "/en/", 1))
                for text in [*foreign(self.soup(url)), *untranslated(self.soup(url), english)]:
                    found.setdefault((code, text), url)
        self.assertEqual(found, {})

    def test_what_the_city_must_confirm_is_on_no_public_page(self):
        for faq in read_content(language_of("en")).faqs.values():
            if faq["to_confirm"]:
                for code in CODES:
                    self.assertNotIn(faq["to_confirm"], self.soup(f"/{code}/faq/{faq['key']}/").get_text())

    def test_the_menu_has_five_entries_at_the_top_and_the_rest_at_the_foot_in_each_language(self):
        for code in CODES:
            soup = self.soup(f"/{code}/")
            at = {part: [a["href"] for a in soup.select(f"{part} a")] for part in ("nav.menu li", "footer nav")}
            self.assertEqual(at["nav.menu li"], [f"/{code}/{slug}/" for slug in MENU[:5]])
            self.assertEqual(at["footer nav"], [*(f"/{code}/{slug}/" for slug in MENU[5:]), f"/{code}/my/"])

    def test_every_public_page_has_the_one_primary_action_in_its_header(self):
        for code in CODES:
            for _, url in self.pages[code]:
                actions = [a["href"] for a in self.soup(url).select("header a.button")]
                self.assertEqual(actions, [f"/{code}/request/"])


class MissingLanguageTest(NewlySeeded):
    languages = ("es",)
    keys = ("faq", "contact")

    def test_a_language_that_is_not_seeded_shows_no_english_and_is_in_no_menu(self):
        self.assertEqual(self.client.get("/hy/faq/").status_code, 404)
        self.assertNotContains(self.client.get("/en/faq/"), 'href="/hy/faq/"')

    def test_its_menu_names_only_pages_that_exist_in_it(self):
        soup = BeautifulSoup(self.client.get("/hy/").content, "html.parser")
        self.assertEqual([a["href"] for a in soup.select("nav.menu li a, footer nav a")], ["/hy/my/"])
