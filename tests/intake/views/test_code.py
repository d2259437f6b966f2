"""Saving for later: the page with the code."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from intake.models import Draft
from portal.common.access_codes import read_access_code
from portal.common.dates import long_date
from portal.common.languages import LANGUAGES
from tests.base import ANSWERS, STEPS, Resident
from tests.intake.coming_back import noted_code, opened, saves_for_later, shown_code, types
from tests.intake.test_canaries import LogKeeper, everything_stored
from tests.letters import deliver_all


class CodePageTests(TestCase):
    @pytest.mark.proves("UX-31")
    def test_saving_for_later_keeps_the_page_unchecked_and_shows_a_code(self):
        resident = Resident("es")
        resident.answers(STEPS[0])
        response = resident.client.post(resident.url(STEPS[1]), {"save_for_later": "1"})
        self.assertRedirects(response, resident.url("code"))
        self.assertIn(STEPS[1], opened(resident).answers)
        self.assertIsNotNone(read_access_code(shown_code(resident.opens("code"))))

    def test_a_reload_shows_the_same_code_and_writes_nothing(self):
        resident = Resident()
        code = noted_code(resident)
        before = everything_stored()
        self.assertEqual(shown_code(resident.opens("code")), code)
        self.assertEqual(everything_stored(), before)
        self.assertEqual(shown_code(resident.client.get(saves_for_later(resident)["Location"])), code)

    @pytest.mark.proves("UX-33")
    def test_it_tells_the_last_day_in_the_language_of_the_page(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            noted_code(resident)
            with override(language.code):
                day = long_date(Draft.objects.get(id=resident.draft).expires_at)
            self.assertContains(resident.opens("code"), day)

    def test_without_a_code_the_page_offers_to_make_one(self):
        resident = Resident()
        resident.answers(STEPS[0])
        self.assertNotContains(resident.opens("code"), "receipt-reference")
        self.assertRedirects(resident.client.post(resident.url("code")), resident.url("code"))
        self.assertIsNotNone(read_access_code(shown_code(resident.opens("code"))))

    def test_a_draft_without_any_answer_goes_to_the_form(self):
        resident = Resident()
        self.assertRedirects(resident.opens("code"), "/en/referral/new/", fetch_redirect_response=False)
        self.assertFalse(Draft.objects.exists())

    def test_its_button_goes_on_where_the_person_stopped(self):
        resident = Resident()
        resident.answers(STEPS[0])
        resident.client.post(resident.url(STEPS[1]), {"save_for_later": "1"})
        button = BeautifulSoup(resident.opens("code").content, "html.parser").select_one("a.button")
        response = resident.client.get(button["href"], follow=True)
        self.assertEqual(response.redirect_chain[-1][0], resident.url(STEPS[1]))

    def test_another_browser_gets_the_page_that_tells_nothing(self):
        resident = Resident()
        noted_code(resident)
        stranger = Resident()
        for client in (stranger.client, Client()):
            for response in (client.get(resident.url("code")), client.post(resident.url("code"))):
                self.assertEqual(response.status_code, 404)
                self.assertNotContains(response, "receipt-reference", status_code=404)

    @pytest.mark.proves("UX-32")
    def test_the_receipt_shows_the_same_code_and_the_code_page_leads_there(self):
        resident = Resident()
        code = noted_code(resident)
        resident.sends()
        self.assertRedirects(resident.opens("code"), resident.url("receipt"))
        self.assertEqual(shown_code(resident.opens("receipt")), code)

    def test_the_receipt_shows_a_code_to_a_person_who_never_saved_for_later(self):
        resident = Resident()
        resident.sends()
        self.assertIsNotNone(read_access_code(shown_code(resident.opens("receipt"))))

    @pytest.mark.proves("G11")
    def test_the_code_stands_in_no_address_title_log_session_cookie_or_mail(self):
        log = LogKeeper()
        logging.getLogger().addHandler(log)
        self.addCleanup(logging.getLogger().removeHandler, log)
        resident, browser = Resident(), Client()
        code = noted_code(resident)
        resident.sends()
        deliver_all()
        answers = [types(code, browser), types(code[:-1] + "U", browser), resident.opens("receipt")]
        answers += [browser.get(answers[1]["Location"]), browser.get(answers[0]["Location"])]
        kept = [*log.lines, *(str(message.message()) for message in mail.outbox)]
        for response in answers:
            html = BeautifulSoup(response.content, "html.parser")
            kept += [response.request["PATH_INFO"], response.request["QUERY_STRING"], response.get("Location", "")]
            kept += [str(html.title), str(response.cookies), str(dict(response.client.session))]
            kept += [link["href"] for link in html.find_all(href=True)]
        self.assertTrue(mail.outbox)
        for form in (code, code.replace("-", ""), code[10:], code[:9], code.replace("-", "")[8:24]):
            self.assertNotIn(form.lower(), "\n".join(kept).lower())

    @pytest.mark.proves("G11")
    def test_its_pages_stay_out_of_caches_and_search(self):
        resident = Resident()
        noted_code(resident)
        for url in (resident.url("code"), "/en/resume/"):
            response = resident.client.get(url)
            self.assertEqual(response["Cache-Control"], "no-store, private")
            self.assertEqual(response["X-Robots-Tag"], "noindex")

    @pytest.mark.proves("P5")
    def cost_of_saving(self, resident, step):
        with CaptureQueriesContext(connection) as queries:
            saves_for_later(resident, step)
        return len([query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    def test_saving_for_later_costs_at_most_six_queries_and_the_page_at_most_three(self):
        # On the very first page one more: that nothing was ever sent at this address (services/draft.py, may_begin).
        self.assertLessEqual(self.cost_of_saving(Resident(), STEPS[0]), 7)
        resident = Resident()
        resident.answers(STEPS[0])
        self.assertLessEqual(self.cost_of_saving(resident, STEPS[1]), 6)
        with self.assertNumQueries(3):
            resident.opens("code")

    def test_the_page_that_was_saved_shows_its_answers_again(self):
        resident = Resident()
        resident.answers(STEPS[0])
        saves_for_later(resident, STEPS[1])
        for value in ANSWERS[STEPS[1]].values():
            self.assertContains(resident.opens(STEPS[1]), value)
