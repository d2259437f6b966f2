"""The wizard as a browser meets it, without JavaScript."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from django.db import connection, connections
from django.test import Client, TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext

from intake.constants import Path
from intake.models import Case, Draft, Referral
from intake.questions.catalogue import page_named
from portal.common.languages import LANGUAGES
from tests.base import ANSWERS, STEPS, Resident


def page(response):
    return BeautifulSoup(response.content, "html.parser")


class WalkTests(TestCase):
    def test_a_resident_walks_from_the_first_page_to_the_receipt(self):
        for language in LANGUAGES:
            resident = Resident(language.code)
            response = resident.sends()
            self.assertRedirects(response, resident.url("receipt"))
            referral = Referral.objects.get(submission_key=resident.draft)
            receipt = resident.opens("receipt")
            self.assertContains(receipt, referral.reference)
            self.assertContains(receipt, f'lang="{language.tag}"')
            self.assertEqual(referral.language, language.code)
            self.assertEqual(referral.contact["phone"], "+16265550142")
            self.assertEqual(referral.account["happened_on"], "2026-03-04")
            self.assertEqual(referral.case.state, "received")

    def test_sending_empties_the_draft(self):
        resident = Resident()
        resident.sends()
        self.assertEqual(Draft.objects.get(id=resident.draft).answers, {})

    def test_opening_the_form_stores_nothing(self):
        resident = Resident()
        resident.opens("who")
        self.assertFalse(Draft.objects.exists())

    @pytest.mark.proves("UX-07", "UX-08", "UX-12")
    def test_every_page_of_the_shortest_way_says_where_it_stands_and_has_one_heading(self):
        resident = Resident()
        for number, step in enumerate(STEPS, start=1):
            html = page(resident.opens(step))
            self.assertTrue(html.title.text.startswith(f"Step {number} of {len(STEPS)}: "), html.title.text)
            self.assertEqual(len(html.find_all("h1")), 1, step)
            if step != "review":
                resident.answers(step)

    @pytest.mark.proves("UX-07", "UX-25", "UX-28")
    def test_an_empty_page_says_what_is_missing_beside_the_field_and_above_it(self):
        resident = Resident()
        resident.answers("who")
        response = resident.client.post(resident.url("name"), {}, follow=True)
        html = page(response)
        self.assertTrue(html.title.text.startswith("Error:"))
        summary = html.select_one(".error-summary a")
        self.assertEqual(summary.text, "Enter your name.")
        field = html.select_one(f"{summary['href']}")
        self.assertEqual(field["aria-invalid"], "true")
        for described in field["aria-describedby"].split():
            self.assertIsNotNone(html.find(id=described))

    @pytest.mark.proves("UX-27")
    def test_what_was_typed_stays_when_something_else_is_wrong(self):
        resident = Resident()
        resident.answers_until("contact")
        page_again = resident.client.get(resident.answers("contact", phone="12", address="Some street 5")["Location"])
        self.assertContains(page_again, "error-summary")
        self.assertContains(page_again, "Some street 5")
        self.assertContains(page_again, 'value="12"')

    def test_no_page_is_the_answer_to_a_post_so_that_back_works(self):
        resident = Resident()
        for step in STEPS:
            answer = resident.client.post(resident.url(step), {})
            self.assertEqual(answer.status_code, 302, step)
            if "wrong=1" in answer["Location"]:
                self.assertContains(resident.client.get(answer["Location"]), "error-summary")
                self.assertNotContains(resident.opens(step), "error-summary")
            if step != "review":
                resident.answers(step)
                self.assertNotContains(resident.client.get(resident.url(step) + "?wrong=1"), "error-summary")

    def test_a_wrong_change_still_leads_back_to_check_answers(self):
        resident = Resident()
        resident.answers_until("review")
        wrong = resident.client.post(resident.url("name") + "?return=review", {"name": ""})
        self.assertContains(resident.client.get(wrong["Location"]), "error-summary")
        self.assertRedirects(resident.client.post(wrong["Location"], {"name": "Rosa"}), resident.url("review"))


class OrderTests(TestCase):
    def setUp(self):
        self.resident = Resident("es")

    def test_two_drafts_in_two_tabs_do_not_mix(self):
        other_tab = Resident("es", client=self.resident.client)
        self.resident.answers("who")
        other_tab.answers("who")
        self.resident.answers("name", name="Rosa")
        other_tab.answers("name", name="Lusine")
        self.assertContains(self.resident.opens("name"), 'value="Rosa"')
        self.assertContains(other_tab.opens("name"), 'value="Lusine"')

    @pytest.mark.proves("UX-09")
    def test_back_keeps_what_was_typed_even_when_it_is_wrong(self):
        self.resident.answers_until("contact")
        response = self.resident.client.post(self.resident.url("contact"), {"phone": "12", "go_back": "1"})
        self.assertRedirects(response, self.resident.url("name"))
        again = self.resident.opens("contact")
        self.assertContains(again, 'value="12"')
        self.assertNotContains(again, "error-summary")

    def test_a_page_kept_wrong_is_asked_again_before_sending(self):
        self.resident.answers_until("review")
        self.resident.client.post(self.resident.url("contact"), {"phone": "12", "go_back": "1"})
        self.assertRedirects(self.resident.answers("review"), self.resident.url("contact"))
        self.assertFalse(Referral.objects.exists())

    def test_reload_shows_the_same_page(self):
        self.resident.answers_until("languages")
        first, second = self.resident.opens("languages"), self.resident.opens("languages")
        self.assertEqual(page(first).main.text, page(second).main.text)

    def test_a_step_that_does_not_exist_is_not_found(self):
        for step in ("99", "wizard", "done", "-"):
            for response in (self.resident.opens(step), self.resident.client.post(self.resident.url(step), {})):
                self.assertEqual(response.status_code, 404, step)

    def test_a_skipped_step_leads_to_the_first_open_one(self):
        self.resident.answers("who")
        for step in STEPS[2:]:
            self.assertRedirects(self.resident.opens(step), self.resident.url("name"))
            self.assertRedirects(self.resident.answers(step), self.resident.url("name"))

    def test_sending_first_sends_nothing(self):
        self.assertRedirects(self.resident.answers("review"), self.resident.url("who"))
        self.assertFalse(Referral.objects.exists())

    def test_sending_without_agreeing_sends_nothing(self):
        self.resident.answers_until("review")
        response = self.resident.client.post(self.resident.url("review"), {}, follow=True)
        self.assertContains(response, "error-summary")
        self.assertFalse(Referral.objects.exists())

    @pytest.mark.proves("UX-40")
    def test_sending_twice_makes_one_referral(self):
        self.resident.sends()
        self.assertRedirects(self.resident.answers("review"), self.resident.url("receipt"))
        self.assertEqual(Referral.objects.count(), 1)

    def test_after_sending_every_page_leads_to_the_receipt(self):
        self.resident.sends()
        for step in STEPS:
            self.assertRedirects(self.resident.opens(step), self.resident.url("receipt"))

    @pytest.mark.proves("UX-21")
    def test_changing_the_language_keeps_the_page_and_what_was_typed(self):
        for step in STEPS:
            typed = ANSWERS[step] | ({"name": "Ռոզա"} if step == "name" else {})
            for language in ("hy", "zh-hant", "en", "es"):
                response = self.resident.client.post(self.resident.url(step), typed | {"goto_language": language})
                self.assertRedirects(response, self.resident.url(step, language))
                self.resident.language = language
                if step == "name":
                    self.assertContains(self.resident.opens(step), 'value="Ռոզա"')
            if step != "review":
                self.resident.answers(step)

    def test_an_unknown_language_is_no_way_out(self):
        response = self.resident.client.post(self.resident.url("who"), {"goto_language": "//evil.example"})
        self.assertRedirects(response, self.resident.url("who") + "?wrong=1")

    @pytest.mark.proves("UX-38")
    def test_change_leads_back_to_check_answers(self):
        self.resident.answers_until("review")
        links = page(self.resident.opens("review")).select(".summary-list .change a")
        asked = [question for step in STEPS[:-1] for question in page_named(step, Path.SELF).questions]
        self.assertEqual(len(links), len(asked))
        name = next(link["href"] for link in links if "/name/" in link["href"])
        response = self.resident.client.post(name, {"name": "Rosa M. Villanueva"})
        self.assertRedirects(response, self.resident.url("review"))
        self.assertContains(self.resident.opens("review"), "Rosa M. Villanueva")

    def test_the_draft_outlives_the_session(self):
        self.resident.answers_until("languages")
        for name in ("sessionid", "csrftoken"):
            self.resident.client.cookies.pop(name, None)
        self.assertEqual(self.resident.opens("languages").status_code, 200)

    def test_another_browser_finds_nothing_and_learns_nothing(self):
        self.resident.answers_until("languages")
        stranger = Resident("es")
        theirs = stranger.client.get(self.resident.url("name"))
        unknown = stranger.client.get(
            self.resident.url("name").replace(str(self.resident.draft), "0" * 8 + "-0000" * 3 + "-" + "0" * 12)
        )
        no_cookie = Client().get(self.resident.url("name"))
        for response in (theirs, unknown, no_cookie):
            self.assertEqual(response.status_code, 404)
            self.assertEqual(page(response).main.text, page(theirs).main.text)
        posted = stranger.client.post(self.resident.url("name"), ANSWERS["name"])
        self.assertEqual(posted.status_code, 404)


class GetTests(TestCase):
    def test_a_get_never_changes_anything(self):
        resident = Resident("es")
        resident.answers_until("review")
        before = list(Draft.objects.values())
        for step in [*STEPS, "receipt", "new"]:
            resident.opens(step)
        resident.client.get("/es/referral/new/")
        self.assertEqual(list(Draft.objects.values()), before)
        self.assertFalse(Referral.objects.exists())


class RaceTests(TransactionTestCase):
    def test_five_sends_at_once_make_one_referral_with_one_reference(self):
        resident = Resident("hy")
        resident.answers_until("review")

        def send(_):
            client = Client()
            client.cookies = resident.client.cookies
            try:
                return client.post(resident.url("review"), ANSWERS["review"])["Location"]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(5) as pool:
            answers = list(pool.map(send, range(5)))
        self.assertEqual(set(answers), {resident.url("receipt")})
        self.assertEqual((Referral.objects.count(), Case.objects.count()), (1, 1))


class CostTests(TestCase):
    """The database work of a page; the figures are P5's."""

    def queries(self, call):
        with CaptureQueriesContext(connection) as queries:
            call()
        return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    @pytest.mark.proves("P5")
    def test_a_page_costs_at_most_six_queries_to_show_and_six_to_save(self):
        resident = Resident("es")
        for step in STEPS[:-1]:
            self.assertLessEqual(len(self.queries(lambda step=step: resident.opens(step))), 6, step)
            self.assertLessEqual(len(self.queries(lambda step=step: resident.answers(step))), 6, step)

    @pytest.mark.proves("P5")
    def test_sending_costs_at_most_25_queries(self):
        # The first request of a new installation also makes keys.
        Resident("en").sends()
        resident = Resident("es")
        resident.answers_until("review")
        self.assertLessEqual(len(self.queries(lambda: resident.answers("review"))), 25)
