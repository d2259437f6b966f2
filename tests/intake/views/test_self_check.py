"""The self-check before the form, in every language."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from home.models import ProgramDetails
from intake.rules.self_check import FINDINGS, Finding
from intake.views.self_check import REASONS, VERDICTS
from portal.common.languages import BY_CODE
from tests.home.site import SeededSite

FITTING = {"about": "yes", "harm": "no", "pending": "no", "want": "talk"}
SERIOUS = {"about": "no", "harm": "yes", "pending": "unsure", "want": "investigation"}


def page(response):
    return BeautifulSoup(response.content, "html.parser")


class SelfCheckTests(SeededSite):
    def setUp(self):
        self.client = Client()

    def result(self, answers, code="en"):
        response = self.client.post(f"/{code}/check/", answers)
        self.assertEqual(response.status_code, 200)
        return response

    def verdicts(self, answers, code="en"):
        return [row.get_text(strip=True) for row in page(self.result(answers, code)).select(".check-verdict")]

    @pytest.mark.proves("UX-04")
    def test_it_asks_four_questions_and_names_the_city_from_the_program_details(self):
        for code in BY_CODE:
            html = page(self.client.get(f"/{code}/check/"))
            self.assertEqual(len(html.select("fieldset[role=radiogroup]")), 4, code)
            self.assertEqual(html.select("input[checked]"), [])
        details = ProgramDetails.objects.get(locale__language_code="en")
        details.city = "City of Elsewhere"
        details.save()
        self.assertContains(self.client.get("/en/check/"), "City of Elsewhere")

    @pytest.mark.proves("UX-04")
    def test_every_outcome_lists_what_fits_and_lets_the_person_go_on_or_call(self):
        for code in BY_CODE:
            for answers in (FITTING, SERIOUS, {}, {"about": "unsure"}):
                html = page(self.result(answers, code))
                self.assertEqual(len(html.select(".check-list li")), len(answers))
                self.assertTrue(html.main.select(f"a[href='/{code}/referral/new/']"))
                self.assertTrue(html.main.select("a[href^='tel:']"))

    def test_it_says_in_plain_words_what_fits_and_what_does_not(self):
        self.assertEqual(self.verdicts(FITTING), ["This fits"] * 4)
        talk, other = "We would need to talk first", "Another way may be better"
        self.assertEqual(self.verdicts(SERIOUS), [other, talk, talk, other])

    def test_every_finding_has_its_words(self):
        for key, means in FINDINGS.items():
            for finding in means.values():
                self.assertIn((key, finding), REASONS)
        self.assertEqual(VERDICTS.keys(), set(Finding))

    @pytest.mark.proves("UX-04")
    def test_other_places_show_only_when_they_matter(self):
        fitting, serious = self.result(FITTING).content.decode(), self.result(SERIOUS).content.decode()
        for words in ("call 911", "A formal complaint", "Another mediation service"):
            self.assertNotIn(words, fitting)
            self.assertIn(words, serious)

    def test_it_keeps_nothing(self):
        sealed = CaptureQueriesContext(connection)
        with sealed, self.assertNoLogs(level=logging.INFO):
            response = self.result(SERIOUS)
        self.assertEqual([query["sql"] for query in sealed if not query["sql"].startswith("SELECT")], [])
        self.assertEqual(response.cookies.keys() - {settings.CSRF_COOKIE_NAME}, set())
        self.assertEqual(response["Cache-Control"], "no-store, private")
        self.assertEqual(response["X-Robots-Tag"], "noindex")
        self.assertEqual(page(response).main.select("a[href*='?'], form[action]"), [])

    @pytest.mark.proves("G11")
    def test_answers_sent_again_after_leaving_show_nothing(self):
        browser = Client(enforce_csrf_checks=True)
        token = page(browser.get("/en/check/")).select_one("[name=csrfmiddlewaretoken]")["value"]
        sent = {**SERIOUS, "csrfmiddlewaretoken": token}
        self.assertContains(browser.post("/en/check/", sent), "An investigation")
        browser.post("/en/leave/")
        again = browser.post("/en/check/", sent)
        self.assertNotContains(again, "An investigation", status_code=403)

    def test_an_address_with_answers_in_it_shows_empty_questions(self):
        html = page(self.client.get("/en/check/", SERIOUS))
        self.assertEqual(len(html.select("fieldset")), 4)
        self.assertEqual(html.select("input[checked]"), [])

    def test_no_answer_is_an_error(self):
        for answers in ({}, {"about": "x" * 5000}, {"want": "yes"}, {"harm": ["yes", "\x00"]}):
            html = page(self.result(answers))
            self.assertIsNone(html.select_one(".error-summary, .field-error"))
            self.assertEqual(html.select(".check-list"), [])

    def test_the_questions_come_back_with_their_answers(self):
        html = page(self.result(SERIOUS))
        again = {field["name"]: field["value"] for field in html.select("#step-form input:not([name^=csrf])")}
        self.assertEqual(again, SERIOUS)
        form = page(self.result({**again, "show": "questions"}))
        chosen = {field["name"]: field["value"] for field in form.select("input[checked]")}
        self.assertEqual(chosen, SERIOUS)

    @pytest.mark.proves("UX-21")
    def test_another_language_keeps_the_answers_on_both_pages(self):
        for show, first in (("questions", self.client.get("/en/check/")), ("result", self.result(SERIOUS))):
            button = page(first).select_one("button[formaction='/hy/check/']")
            self.assertEqual((button["name"], button["value"]), ("show", show))
            there = page(self.result({**SERIOUS, "show": show}, "hy"))
            self.assertEqual(there.html["lang"], "hy")
            kept = there.select("#step-form input[checked], #step-form input[type=hidden]:not([name^=csrf])")
            self.assertEqual({field["name"]: field["value"] for field in kept}, SERIOUS)

    def test_the_result_leads_to_the_page_about_other_places_only_where_there_is_one(self):
        html = page(self.result(SERIOUS))
        found = html.select("a[href$='/not-this-program/']")
        self.assertEqual(bool(found), self.client.get("/en/not-this-program/").status_code == 200)


class StartPageTests(SeededSite):
    @pytest.mark.proves("UX-02", "UX-04")
    def test_the_start_page_has_one_primary_action_with_the_check_and_the_code_beside_it(self):
        for code in BY_CODE:
            html = page(self.client.get(f"/{code}/request/"))
            group = html.main.select_one(".button-group:has(.button)")
            self.assertEqual([link["href"] for link in html.main.select(".button")], [f"/{code}/referral/new/"])
            beside = [link["href"] for link in group.select("a:not(.button)")]
            self.assertEqual(beside, [f"/{code}/check/", f"/{code}/resume/"])
            with override(code):
                self.assertIn(gettext("Continue with a code"), group.get_text())
