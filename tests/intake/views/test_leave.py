"""Leaving quickly: what the button clears, where it leads, and the page that explains it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.test import Client, TestCase, override_settings

from intake.models import Draft
from portal.common.languages import BY_CODE
from portal.common.roles import Role
from portal.settings import env
from tests.base import STEPS, Resident, person, signed_in
from tests.home.site import SeededSite

# What must not stand in the title of a page that a browser's history keeps, in the words of each language.
LOUD = re.compile(
    "police|officer|mediation|complaint|polic|mediaci|queja|ոստիկան|հաշտարար|բողոք|警|調解|调解|投訴|投诉",
    re.IGNORECASE,
)


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def first_focusable(html):
    return html.body.select_one("a[href], button:not([tabindex='-1']), input:not([type=hidden]), select, textarea")


class LeaveTests(TestCase):
    def setUp(self):
        self.resident = Resident("es", client=Client(enforce_csrf_checks=False))
        self.resident.answers(STEPS[0])

    def leaves(self, **kwargs):
        return self.resident.client.post("/es/leave/", **kwargs)

    @pytest.mark.proves("UX-35", "G11")
    def test_it_clears_the_browser_and_leads_to_the_neutral_page(self):
        response = self.leaves()
        self.assertEqual(response["Clear-Site-Data"], '"cache", "cookies", "storage"')
        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(response["Refresh"], f"0; url={settings.LEAVE_URL}")
        self.assertTrue(page(response).select(f"a[href='{settings.LEAVE_URL}']"))
        for name in (settings.DRAFT_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            self.assertEqual(response.cookies[name]["max-age"], 0, name)
        self.assertEqual(self.resident.opens(STEPS[0]).status_code, 404)

    def test_what_it_shows_on_the_way_says_nothing_about_this_site(self):
        words = page(self.leaves()).get_text(" ", strip=True)
        self.assertEqual(set(words.split()), {"www.weather.gov"})

    def test_the_draft_stays_for_whoever_has_its_code(self):
        self.leaves()
        self.assertTrue(Draft.objects.filter(id=self.resident.draft).exists())

    def test_it_works_without_a_token_and_without_anything_to_clear(self):
        stranger = Client(enforce_csrf_checks=True)
        self.assertEqual(stranger.post("/hy/leave/")["Refresh"], f"0; url={settings.LEAVE_URL}")

    def test_a_link_leads_home_and_can_not_clear_anything(self):
        for code in BY_CODE:
            response = self.resident.client.get(f"/{code}/leave/")
            self.assertRedirects(response, f"/{code}/", status_code=303, fetch_redirect_response=False)
            self.assertNotIn("Clear-Site-Data", response)
            self.assertEqual(dict(response.cookies), {})
        self.assertEqual(self.resident.opens(STEPS[1]).status_code, 200)

    def test_another_site_can_not_clear_anything(self):
        for origin in ("cross-site", "same-site"):
            response = self.leaves(headers={"sec-fetch-site": origin})
            self.assertNotIn("Clear-Site-Data", response)
            self.assertEqual(dict(response.cookies), {})
        self.assertEqual(self.leaves(headers={"sec-fetch-site": "same-origin"}).cookies["drafts"].value, "")

    def test_it_signs_staff_out(self):
        browser = signed_in(person(Role.ADMINISTRATOR))
        kept = browser.cookies[settings.SESSION_COOKIE_NAME].value
        browser.post("/en/leave/")
        browser.cookies[settings.SESSION_COOKIE_NAME] = kept
        self.assertEqual(browser.get("/admin/cases/").status_code, 302)

    def test_finishing_clears_too_and_leads_home(self):
        for code in BY_CODE:
            response = Client().post(f"/{code}/leave/", {"to": "home"})
            self.assertEqual((response.status_code, response["Location"]), (303, f"/{code}/"))
            self.assertIn("cookies", response["Clear-Site-Data"])
            self.assertIn("no-store", response["Cache-Control"])

    def test_nobody_can_be_sent_anywhere_else(self):
        response = self.resident.client.post("/es/leave/?next=https://evil.example/", {"to": "https://evil.example/"})
        self.assertEqual(response["Refresh"], f"0; url={settings.LEAVE_URL}")
        self.assertNotContains(response, "evil")

    def test_the_finish_button_posts_to_the_same_address(self):
        form = BeautifulSoup(
            render_to_string("components/finish_button.html", {"home_url": "/es/"}), "html.parser"
        ).form
        self.assertEqual((form["method"], form["action"]), ("post", "/es/leave/"))
        self.assertEqual((form.button["name"], form.button["value"]), ("to", "home"))


class ButtonTests(SeededSite):
    @pytest.mark.proves("UX-35")
    def test_it_is_the_first_stop_after_the_skip_link_on_every_private_page(self):
        for code in BY_CODE:
            resident = Resident(code)
            addresses = [
                resident.url(STEPS[0]),
                resident.url("receipt"),
                f"/{code}/check/",
                f"/{code}/leaving-quickly/",
            ]
            for address in addresses:
                html = page(resident.client.get(address, follow=True))
                html.body.select_one(".skip-link").decompose()
                button = first_focusable(html)
                self.assertIn("leave-button", button.get("class", []), address)
                self.assertEqual(button.find_parent("form")["action"], f"/{code}/leave/")
                self.assertTrue(html.select(f".leave a[href='/{code}/leaving-quickly/']"))

    def test_public_pages_do_not_have_it(self):
        for address in ("/en/", "/en/request/", "/en/search/"):
            self.assertNotContains(self.client.get(address), "leave")

    @override_settings(LEAVE_URL="")
    def test_without_a_neutral_page_there_is_no_button_anywhere(self):
        self.assertNotContains(self.client.get("/en/check/"), "leave")
        self.assertEqual(self.client.get("/en/leaving-quickly/").status_code, 404)
        self.assertEqual(self.client.post("/en/leave/")["Location"], "/en/")

    @pytest.mark.proves("UX-36")
    def test_the_explanation_tells_in_every_language_what_stays_behind_and_how_to_be_safer(self):
        for code in BY_CODE:
            response = self.client.get(f"/{code}/leaving-quickly/")
            html = page(response)
            self.assertEqual(response["X-Robots-Tag"], "noindex")
            self.assertIn("www.weather.gov", html.main.get_text())
            self.assertEqual(len(html.main.select("h2")), 4)
            self.assertTrue(html.main.select(f"a[href='/{code}/resume/']"))

    def test_the_explanation_speaks_of_history_backup_private_windows_and_the_code(self):
        words = page(self.client.get("/en/leaving-quickly/")).main.get_text(" ")
        for word in ("history", "backup", "private window", "code", "Escape"):
            self.assertIn(word, words)


class TitleTests(SeededSite):
    @pytest.mark.proves("UX-07", "G11")
    def test_titles_that_a_history_keeps_name_neither_police_nor_mediation(self):
        for code in BY_CODE:
            resident = Resident(code)
            pages = [resident.client.get(f"/{code}/{path}/") for path in ("check", "leaving-quickly", "resume")]
            pages.append(Client().get(resident.url(STEPS[0])))
            for step in STEPS:
                pages.append(resident.opens(step))
                resident.answers(step)
            pages.append(resident.opens("receipt"))
            titles = [page(response).title.get_text() for response in pages]
            self.assertEqual([title for title in titles if LOUD.search(title)], [])
            suffixes = {title.rpartition(" – ")[2] for title in titles}
            self.assertEqual(len(suffixes), 1, suffixes)

    def test_public_titles_stay_as_they_are(self):
        self.assertNotIn(" – Request", page(self.client.get("/en/request/")).title.get_text())


class SettingTests(TestCase):
    def test_the_neutral_page_can_be_switched_off_and_must_be_a_safe_address(self):
        for value in ("http://plain.example/", "javascript:alert(1)", "https://a.example/; url=x", "weather.gov"):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("LEAVE_URL", value)
                with self.assertRaises(ImproperlyConfigured):
                    env.address_or_none("LEAVE_URL", "https://default.example/")
        for value in ("", "https://news.example/today?a=1"):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("LEAVE_URL", value)
                self.assertEqual(env.address_or_none("LEAVE_URL", "https://default.example/"), value)
