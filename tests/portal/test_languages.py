"""The five languages in addresses, markup and the Languages menu (UX-55, UX-56, UX-60)."""

from html.parser import HTMLParser

import pytest
from babel import Locale as BabelLocale
from django.test import RequestFactory, SimpleTestCase
from django.utils import translation
from wagtail.models import Locale

from home.seeding.content import has_content
from portal.common.context import shell
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, language_of
from tests.home.site import CODES, SeededSite


class Links(HTMLParser):
    """The <link>s of a page, and the attributes of its <html>."""

    def __init__(self, response):
        super().__init__()
        self.alternates, self.canonical, self.html = {}, None, {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.html = attrs
        if tag == "link" and attrs.get("rel") == "alternate":
            self.alternates[attrs["hreflang"]] = attrs["href"]
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]


class AddressesTest(SeededSite):
    def test_every_page_answers_in_every_language_with_its_own_lang(self):
        for language in LANGUAGES:
            for path in ("", "request/"):
                with self.subTest(language=language.code, path=path):
                    response = self.client.get(f"/{language.code}/{path}")
                    self.assertEqual(response.status_code, 200)
                    html = Links(response).html
                    self.assertEqual((html["lang"], html["dir"]), (language.tag, language.direction))
                    self.assertEqual(response["Content-Language"], language.code)

    def test_every_language_shows_its_own_words(self):
        titles = {code: self.client.get(f"/{code}/request/").context["page"].title for code in CODES}
        self.assertEqual(len(set(titles.values())), len(CODES))

    @pytest.mark.proves("UX-56")
    def test_only_the_bare_address_follows_the_browser(self):
        response = self.client.get("/", headers={"accept-language": "zh-Hant-HK,zh;q=0.9,en;q=0.5"})
        self.assertRedirects(response, "/zh-hant/", fetch_redirect_response=False)
        self.assertIn("Accept-Language", response["Vary"])
        self.assertRedirects(self.client.get("/", headers={"accept-language": "xx"}), "/en/")

    @pytest.mark.proves("UX-56")
    def test_a_deep_link_is_opened_in_its_own_language_whatever_the_browser_wants(self):
        response = self.client.get("/es/request/", headers={"accept-language": "hy"})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.context["language"].code, "es")

    @pytest.mark.proves("UX-60")
    def test_an_unknown_address_is_not_found_in_the_language_of_its_path(self):
        for language in LANGUAGES:
            with self.subTest(language=language.code):
                response = self.client.get(f"/{language.code}/no-such-page/", headers={"accept-language": "en"})
                self.assertEqual(response.status_code, 404)
                self.assertEqual(Links(response).html["lang"], language.tag)
                self.assertContains(response, "(626) 555-0100", status_code=404)

    def test_a_region_or_another_spelling_of_a_language_is_not_an_address(self):
        for path in ("/es-mx/request/", "/ES/request/", "/zh/request/", "/fr/"):
            with self.subTest(path=path):
                self.assertEqual(self.client.get(path).status_code, 404)

    def test_a_path_that_goes_on_below_a_page_is_not_found(self):
        self.assertEqual(self.client.get("/es/request/more/").status_code, 404)

    def test_a_slug_of_another_language_home_is_not_an_address(self):
        self.assertEqual(self.client.get("/en/home-es/").status_code, 404)


class HreflangTest(SeededSite):
    def test_alternates_name_every_version_and_are_the_same_on_all_of_them(self):
        expected = {language.tag: f"http://testserver/{language.code}/request/" for language in LANGUAGES}
        expected["x-default"] = "http://testserver/en/request/"
        for code in CODES:
            with self.subTest(code=code):
                self.assertEqual(Links(self.client.get(f"/{code}/request/")).alternates, expected)

    def test_the_canonical_address_is_the_pages_own(self):
        for code in CODES:
            links = Links(self.client.get(f"/{code}/request/?utm_source=flyer"))
            self.assertEqual(links.canonical, f"http://testserver/{code}/request/")

    def test_a_draft_translation_is_named_nowhere_and_not_found(self):
        self.translated(self.request_page, "hy").unpublish()
        response = self.client.get("/en/request/")
        self.assertNotIn("hy", Links(response).alternates)
        self.assertNotIn("hy", [item["code"] for item in response.context["languages"]])
        self.assertEqual(self.client.get("/hy/request/").status_code, 404)

    def test_an_alias_is_named_nowhere_and_says_that_it_is_not_translated(self):
        page = self.translated(self.request_page, "hy")
        page.alias_of_id = self.request_page.pk
        page.title = self.request_page.title
        page.save(clean=False)
        english = self.client.get("/en/request/")
        self.assertNotIn("hy", Links(english).alternates)
        self.assertNotIn("hy", [item["code"] for item in english.context["languages"]])
        alias = self.client.get("/hy/request/")
        self.assertEqual(Links(alias).html["lang"], "hy")
        self.assertContains(alias, '<div lang="en" dir="ltr">')
        self.assertEqual(Links(alias).canonical, "http://testserver/en/request/")

    def test_a_page_in_one_language_only_has_no_alternates(self):
        for code in CODES[1:]:
            self.translated(self.request_page, code).unpublish()
        self.assertEqual(Links(self.client.get("/en/request/")).alternates, {})


class LanguagesMenuTest(SeededSite):
    @pytest.mark.proves("UX-55")
    def test_the_menu_lists_native_names_in_order_and_leads_to_the_same_page(self):
        items = self.client.get("/zh-hant/request/").context["languages"]
        names = [item["name"] for item in items]
        self.assertEqual(names, sorted(names))
        self.assertEqual(set(names), {language.name for language in LANGUAGES})
        self.assertEqual([item["url"] for item in items], [f"/{item['code']}/request/" for item in items])
        self.assertEqual([item["code"] for item in items if item["current"]], ["zh-hant"])

    @pytest.mark.proves("UX-55")
    def test_the_menu_marks_each_name_with_its_language(self):
        response = self.client.get("/en/")
        for language in LANGUAGES:
            self.assertContains(response, f'lang="{language.tag}" hreflang="{language.tag}"')

    def test_a_language_that_nobody_registered_is_left_out(self):
        locale = Locale.objects.create(language_code="fr")
        self.home.copy_for_translation(locale).save_revision().publish()
        self.assertNotIn("fr", [item["code"] for item in self.client.get("/en/").context["languages"]])


class ShellTest(SimpleTestCase):
    def languages_at(self, path):
        with translation.override("es"):
            return list(shell(RequestFactory().get(path))["languages"])

    def test_an_address_that_is_no_page_leads_to_itself_in_the_other_languages(self):
        urls = {item["code"]: item["url"] for item in self.languages_at("/es/resume/?a=1&b=2")}
        self.assertEqual(urls, {code: f"/{code}/resume/?a=1&b=2" for code in CODES})

    def test_the_menu_never_leads_to_another_host(self):
        for path in ("/es//evil.example/", "//es/evil.example/", "/es"):
            for item in self.languages_at(path):
                with self.subTest(path=path):
                    self.assertTrue(item["url"].startswith(f"/{item['code']}/"), item["url"])

    def test_staff_addresses_have_no_menu(self):
        self.assertEqual(self.languages_at("/admin/pages/"), [])

    def test_the_demo_says_so_only_without_a_second_factor(self):
        request = RequestFactory().get("/en/")
        self.assertFalse(shell(request)["demo"])
        with self.settings(SECOND_FACTOR_REQUIRED=False):
            self.assertTrue(shell(request)["demo"])


class RegistryTest(SimpleTestCase):
    def test_every_language_is_known_to_django_and_to_babel_and_has_its_content(self):
        for language in LANGUAGES:
            with self.subTest(language=language.code):
                self.assertEqual(translation.get_supported_language_variant(language.code), language.code)
                self.assertEqual(translation.get_language_info(language.code)["bidi"], language.direction == "rtl")
                self.assertIn("full", BabelLocale.parse(language.babel).date_formats)
                self.assertTrue(has_content(language))

    def test_tags_are_spelled_as_bcp_47_has_them(self):
        for language in LANGUAGES:
            first, *rest = language.tag.split("-")
            self.assertEqual(language.tag.lower(), language.code)
            self.assertTrue(first.islower() and all(part.istitle() for part in rest if len(part) == 4), language.tag)

    def test_an_unknown_code_means_the_source_language(self):
        for code in (None, "", "xx"):
            self.assertEqual(language_of(code), SOURCE_LANGUAGE)
