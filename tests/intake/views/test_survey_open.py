"""Answering a survey by an open link, on one's own phone or on a device of the program that goes from hand to hand."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.models import OpenSurveyLink, SurveyDraft, SurveyEdition, SurveyLink, SurveyResponse
from intake.services.survey_edition import close_edition
from intake.services.survey_open import stop_open_link
from intake.views.abuse import MARK, TRAP
from portal.common.audit import AuditEvent
from tests.surveys import an_edition, an_open_link


class Open(TestCase):
    mode = ReplyMode.OPEN

    @classmethod
    def setUpTestData(cls):
        cls.edition = an_edition()
        cls.link = an_open_link(cls.edition, cls.mode)
        cls.address = f"/en/survey/open/{cls.link.token}/"

    def setUp(self):
        cache.clear()

    def begin(self, browser=None, **more):
        """Presses "Begin" as a browser does; gives the address of the first questions."""
        browser = browser or self.client
        page = BeautifulSoup(browser.get(self.address).content, "html.parser")
        sent = {MARK: page.find(attrs={"name": MARK})["value"], TRAP: ""} | more
        return browser.post(self.address, sent)["Location"]

    def send(self, first, after=60, **answers):
        """Answers both pages some seconds after the beginning."""
        with time_machine.travel(timezone.now() + timedelta(seconds=after)):
            self.client.post(first, answers)
            return self.client.post(first.replace("/1/", "/2/"), answers)


class OpenLinkTests(Open):
    @pytest.mark.proves("UX-50")
    def test_the_first_page_says_who_sees_the_answers_and_stores_nothing(self):
        with self.assertNumQueries(3):  # The link with its edition; the program's details and its menu.
            page = self.client.get(self.address)
        self.assertContains(page, "Who sees your answers")
        self.assertContains(page, "It takes about 3 minutes.")
        self.assertIn("no-store", page["Cache-Control"])
        self.assertFalse(SurveyLink.objects.exists())

    def test_whoever_begins_gets_a_link_of_their_own_and_nobody_logs_it(self):
        logged = AuditEvent.objects.count()
        one, other = self.begin(), self.begin(Client())
        self.assertNotEqual(one, other)
        self.assertNotIn(self.link.token, one)
        self.send(one, heard="4")
        self.send(other, heard="2")
        found = SurveyResponse.objects.values_list("answers", "mode", "audience", "is_doubted")
        expected = [({"heard": number}, "open", "community", False) for number in ("2", "4")]
        self.assertCountEqual(found, expected)
        self.assertEqual(OpenSurveyLink.objects.get().begun, 2)
        self.assertEqual(AuditEvent.objects.count(), logged)

    def test_a_link_of_ones_own_takes_one_reply(self):
        first = self.begin()
        self.send(first, heard="4")
        self.assertRedirects(self.client.post(first, {"heard": "1"}), first.replace("1/", ""))
        self.assertEqual(SurveyResponse.objects.get().answers, {"heard": "4"})

    def test_each_sign_of_a_program_leaves_a_doubt_and_refuses_nobody(self):
        for name, after, more in (("trap", 60, {TRAP: "x"}), ("form", 60, {MARK: "forged"}), ("fast", 2, {})):
            with self.subTest(name):
                SurveyResponse.objects.all().delete()
                last = self.send(self.begin(**more), after, heard="4")
                self.assertEqual(last.status_code, 302)
                self.assertTrue(SurveyResponse.objects.get().is_doubted)

    @override_settings(SURVEY_BEGUN_NEARBY=1)
    def test_a_mark_of_another_link_or_very_many_at_once_leave_a_doubt(self):
        other = an_open_link(self.edition)
        page = BeautifulSoup(self.client.get(f"/en/survey/open/{other.token}/").content, "html.parser")
        first = self.begin(**{MARK: page.find(attrs={"name": MARK})["value"]})
        self.send(first)
        self.assertTrue(SurveyResponse.objects.get().is_doubted)
        self.send(self.begin())
        self.assertEqual(SurveyResponse.objects.filter(is_doubted=True).count(), 2)

    def test_a_draft_that_was_lost_leaves_a_doubt_and_keeps_the_way(self):
        first = self.begin()
        SurveyDraft.objects.all().delete()
        self.send(first, heard="4")
        kept = SurveyResponse.objects.get()
        self.assertEqual((kept.mode, kept.is_doubted), ("open", True))

    def test_unknown_stopped_and_old_links_get_the_same_answer(self):
        unknown = self.client.get("/en/survey/open/unknown/")
        stop_open_link(self.link, self.edition.opened_by)
        stopped, begun = self.client.get(self.address), self.client.post(self.address)
        OpenSurveyLink.objects.update(is_stopped=False, valid_until=timezone.localdate() - timedelta(days=1))
        old = self.client.get(self.address)
        for page in (stopped, begun, old):
            self.assertEqual(page.status_code, 404)
            self.assertEqual(page.content.decode().replace(self.link.token, "unknown"), unknown.content.decode())
        self.assertContains(unknown, "does not open a survey", status_code=404)

    def test_a_closed_edition_says_so_and_whoever_began_can_finish(self):
        first = self.begin()
        close_edition(self.edition.pk, self.edition.opened_by)
        for page in (self.client.get(self.address), self.client.post(self.address)):
            self.assertContains(page, "This survey is closed", status_code=410)
        self.send(first, heard="3")
        self.assertEqual(SurveyResponse.objects.get().answers, {"heard": "3"})

    def test_odd_tokens_and_too_much_text_get_an_answer(self):
        for token in ("%00", "x" * 5000, "open", "é"):
            self.assertEqual(self.client.get(f"/en/survey/open/{token}/").status_code, 404)
        self.assertEqual(self.client.post(self.address, {MARK: "a\0b", TRAP: "x" * 1_000_000}).status_code, 302)

    def test_a_language_without_questions_leads_to_those_that_have_them(self):
        page = self.client.get(self.address.replace("/en/", "/hy/"))
        self.assertContains(page, f'href="{self.address}"')

    def test_a_link_of_ones_own_finishes_no_device(self):
        first = self.begin()
        finish = first.replace("/1/", "/finish/")
        self.assertEqual(self.client.post(finish).status_code, 404)
        self.assertTrue(SurveyDraft.objects.exists())
        self.assertEqual(self.client.post("/en/survey/unknown/finish/").status_code, 404)


class OnSiteTests(Open):
    mode = ReplyMode.ON_SITE

    def test_after_thanks_the_device_goes_back_to_the_clean_start_by_itself(self):
        SurveyEdition.objects.update(texts={**self.edition.texts, "es": self.edition.texts["en"]})
        first = self.begin().replace("/en/", "/es/")
        thanks = self.client.get(self.send(first, heard="4")["Location"])
        seconds, _, finish = thanks["Refresh"].partition("; url=")
        self.assertEqual((seconds, finish), ("20", first.replace("/1/", "/finish/")))
        back = self.client.get(finish)
        self.assertRedirects(back, self.address, status_code=303)
        self.assertIn("cookies", back["Clear-Site-Data"])
        self.assertEqual(SurveyResponse.objects.get().mode, "on_site")

    def test_thanks_stay_for_whoever_asks(self):
        first = self.begin()
        self.send(first)
        page = self.client.get(first.replace("1/", "?stay"))
        self.assertNotIn("Refresh", page)
        self.assertContains(page, "Finish")

    def test_back_after_finishing_shows_nothing_of_the_answers(self):
        first = self.begin()
        self.send(first, heard="4", at_length="Only mine")
        for page in (self.client.get(first, follow=True), self.client.get(first.replace("/1/", "/2/"), follow=True)):
            self.assertContains(page, "Thank you")
            self.assertNotContains(page, "Only mine")
            self.assertIn("no-store", page["Cache-Control"])

    def test_what_was_not_sent_is_thrown_away_by_a_press_alone(self):
        first = self.begin()
        self.client.post(first, {"heard": "4"})
        finish = first.replace("/1/", "/finish/")
        self.assertContains(self.client.get(first), f'action="{finish}"')
        self.assertRedirects(self.client.get(finish), first.replace("1/", ""))
        self.assertContains(self.client.get(first), 'value="4" id="id_heard_3" checked', html=False)
        self.assertRedirects(Client(enforce_csrf_checks=True).post(finish), self.address, status_code=303)
        self.assertNotContains(self.client.get(first), "checked")
        self.assertFalse(SurveyResponse.objects.exists())

    def test_another_site_clears_nothing(self):
        first = self.begin()
        self.send(first)
        page = self.client.get(first.replace("/1/", "/finish/"), headers={"Sec-Fetch-Site": "cross-site"})
        self.assertNotIn("Clear-Site-Data", page)


class PaperTests(Open):
    def sheet(self, audience=Audience.COMMUNITY, edition=None):
        return self.client.get(f"/en/survey/paper/{edition or self.edition.pk}/{audience}/")

    def test_the_sheet_has_every_question_with_boxes_or_lines_and_how_to_send_it_back(self):
        page = self.sheet()
        for words in (
            "Who sees your answers",
            "How to send it back",
            "☐ Strongly agree",
            "☐ 0 – Not at all",
            "☐ Noise",
        ):
            self.assertContains(page, words)
        self.assertContains(page, "paper-line", count=6)
        self.assertContains(page, "Only if you answered “No / Not sure” to “About safe?” above:")

    def test_the_police_read_their_own_words(self):
        self.assertContains(self.sheet(Audience.EMPLOYEE), "About heard, for the police?")
        self.assertNotContains(self.sheet(), "About heard, for the police?")

    def test_no_sheet_for_others_and_none_of_a_closed_edition(self):
        for page in (
            self.sheet(Audience.VISITOR),
            self.sheet("x"),
            self.sheet(edition=10**18),
            self.sheet(edition="9" * 40),
        ):
            self.assertEqual(page.status_code, 404)
        close_edition(self.edition.pk, self.edition.opened_by)
        self.assertEqual(self.sheet().status_code, 404)
