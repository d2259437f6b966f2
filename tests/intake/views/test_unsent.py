"""A form that was sent after its page had closed: it does nothing, and the same side finds what it typed again."""

from datetime import timedelta

import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client, TestCase
from django.utils import timezone

from intake.models import Party, PartyMessage, SurveyDraft
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import asking
from tests.intake.spaces import code_for, let_in, same_browser
from tests.surveys import a_link, an_edition

MESSAGE, CONTACT = "/en/my/message/", "/en/my/details/contact/"
ANSWER, DELETE = "/en/my/answer/", "/en/my/delete/"
WORDS = "Please call me after work, at the garage."
NOT_SENT = "This is not sent yet."


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


def fields_of(response):
    """What a browser would send of the form of a page, untouched."""
    form = main_of(response).select_one("form.step-form, #form")
    found = {}
    for field in form.select("input, textarea"):
        if field.get("type") not in {"radio", "checkbox"} or field.has_attr("checked"):
            found.setdefault(field["name"], []).append(field.get("value") or field.text.strip())
    return found


class UnsentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = person(Role.ADMINISTRATOR)
        cls.case, cls.community, cls.employee = asking(cls.staff)
        cls.code, cls.other_code = code_for(cls.community, cls.staff), code_for(cls.employee, cls.staff)

    def setUp(self):
        self.client = Client(enforce_csrf_checks=True)
        self.comes_in(self.code)

    def comes_in(self, code, client=None):
        client = client or self.client
        door = fields_of(client.get("/en/my/"))
        self.assertEqual(client.post("/en/my/", door | {"code": code}).status_code, 302)

    def after(self, **time):
        return time_machine.travel(timezone.now() + timedelta(**time), tick=False)

    def late(self, url=MESSAGE, **typed):
        """The answer to a form that was opened in time, and sent when the page had closed."""
        form = fields_of(self.client.get(url))
        with self.after(minutes=31):
            return self.client.post(url, form | (typed or {"text": WORDS}))

    def types_code(self, door, code, url=MESSAGE, minutes=32):
        with self.after(minutes=minutes):
            return self.client.post(url, fields_of(door) | {"code": code})

    def stored(self):
        return [each.text for each in PartyMessage.objects.all()]

    def test_the_same_side_finds_it_again_and_presses_once_more(self):
        door = self.late()
        self.assertContains(door, "What you entered is not lost")
        self.assertNotContains(door, WORDS)
        page = self.types_code(door, self.code)
        self.assertContains(page, NOT_SENT)
        self.assertEqual((main_of(page).textarea.text.strip(), self.stored()), (WORDS, []))
        with self.after(minutes=33):
            self.assertRedirects(self.client.post(MESSAGE, fields_of(page)), "/en/my/status/?done=message")
        self.assertEqual(self.stored(), [WORDS])

    def test_another_side_comes_in_and_never_sees_it(self):
        answer = self.types_code(self.late(), self.other_code)
        self.assertEqual((answer.status_code, answer["Location"]), (302, "/en/my/status/"))
        with self.after(minutes=33):
            self.assertNotContains(self.client.get(MESSAGE), WORDS)

    def test_a_wrong_code_shows_nothing_and_loses_nothing(self):
        door = self.types_code(self.late(), "7KQM-4WXR")
        self.assertContains(door, "There is a slip in this code.")
        self.assertNotContains(door, WORDS)
        self.assertContains(self.types_code(door, self.code), WORDS)

    def test_after_half_an_hour_more_it_is_gone(self):
        door = self.late()
        answer = self.types_code(door, self.code, minutes=62)
        self.assertEqual(answer["Location"], "/en/my/?refusal=gone")
        self.assertContains(self.types_code(door, self.code, minutes=60), WORDS)
        self.assertContains(Client().get("/en/my/?refusal=gone"), "For your safety, what you entered is gone.")

    def test_whoever_came_in_in_another_window_is_told_there_that_it_is_gone_and_no_other_side_is(self):
        door = fields_of(self.late()) | {"code": ""}
        with self.after(minutes=62):
            for party, told in ((self.community, True), (self.employee, False)):
                self.client = let_in(party)
                page = self.client.post(MESSAGE, door, follow=True)
                self.assertEqual(page.request["PATH_INFO"], "/en/my/status/")
                self.assertEqual("what you entered there is gone" in main_of(page).text, told)

    def test_the_server_keeps_nothing_of_it(self):
        rows = AuditEvent.objects.count()
        self.late()
        self.assertEqual((Session.objects.count(), AuditEvent.objects.count() - rows), (0, 0))

    def test_it_opens_on_the_page_of_its_form_alone_and_unchanged(self):
        door = fields_of(self.late())
        broken = door["unsent"][0][:-8] + "AAAAAAAA"
        for url, unsent in ((CONTACT, door["unsent"]), (MESSAGE, broken), (MESSAGE, "é"), (MESSAGE, "")):
            with self.subTest(url=url, unsent=unsent), self.after(minutes=32):
                answer = self.client.post(url, door | {"code": self.code, "unsent": unsent})
                self.assertEqual(answer["Location"], "/en/my/?refusal=over")

    def test_what_no_form_of_ours_holds_is_not_kept(self):
        for typed in ({"text": "x" * 20_001}, {"text": ["x"] * 201}):
            self.assertEqual(self.late(**typed)["Location"], "/en/my/?refusal=over")
            self.comes_in(self.code)
        form = fields_of(self.client.get(MESSAGE)) | {"text": WORDS, "shown_to": "x"}
        with self.after(minutes=31):
            self.assertEqual(self.client.post(MESSAGE, form)["Location"], "/en/my/?refusal=over")

    def test_coming_in_anew_in_another_window_is_enough(self):
        old = fields_of(self.client.get(MESSAGE)) | {"text": WORDS}
        door = self.late()
        window = same_browser(self.client)
        window.handler.enforce_csrf_checks = True
        self.comes_in(self.code, window)
        self.client.cookies = window.cookies
        for sent in (fields_of(door) | {"code": ""}, old):
            page = self.client.post(MESSAGE, sent)
            self.assertContains(page, NOT_SENT)
            self.assertEqual((main_of(page).textarea.text.strip(), self.stored()), (WORDS, []))
        self.client.post(MESSAGE, fields_of(page))
        self.assertEqual(self.stored(), [WORDS])

    def test_where_another_side_came_in_in_another_window_the_code_is_asked_for(self):
        old = fields_of(self.client.get(MESSAGE)) | {"text": WORDS}
        self.client.cookies.clear()
        self.comes_in(self.other_code)
        door = self.client.post(MESSAGE, old)
        self.assertContains(door, "What you entered is not lost")
        self.assertNotContains(door, WORDS)
        self.assertEqual(self.stored(), [])

    def test_after_leaving_the_code_is_asked_for_and_a_code_sent_before_is_not_taken_again(self):
        door = self.late()
        again = fields_of(door) | {"code": self.code}
        self.assertContains(self.types_code(door, self.code), WORDS)
        self.client.post("/en/leave/")
        page = self.client.post(MESSAGE, again)
        self.assertNotContains(page, WORDS)
        self.assertContains(page, "What you entered is not lost")

    def test_a_page_that_closes_by_itself_stores_nothing_though_there_was_time(self):
        form = fields_of(self.client.get(MESSAGE)) | {"text": WORDS, "closing": "1"}
        self.assertContains(self.client.post(MESSAGE, form), "What you entered is not lost")
        self.assertEqual(self.stored(), [])

    def test_a_forged_form_gets_the_plain_page(self):
        answer = self.client.post(MESSAGE, {"text": WORDS})
        self.assertContains(answer, "Please try once more", status_code=403)
        self.assertEqual(self.stored(), [])

    def test_details_come_back_with_the_marks_that_tell_what_was_changed(self):
        page = self.types_code(self.late(CONTACT, phone="626 555 0199"), self.code, CONTACT)
        self.assertEqual(main_of(page).select_one("[name=phone]")["value"], "626 555 0199")
        with self.after(minutes=33):
            self.client.post(CONTACT, fields_of(page))
        self.assertIn("0199", Party.objects.get(pk=self.community.pk).contact["phone"])

    def test_a_page_with_a_long_text_says_it_once_and_above_the_text_and_leads_to_the_form(self):
        for url in (ANSWER, DELETE):
            self.client = let_in(self.community)
            self.assertEqual(main_of(self.client.get(url)).select("[data-not-sent]"), [])
            main = main_of(self.types_code(self.late(url, answer="later"), self.code, url))
            [told] = main.select("[data-not-sent]")
            self.assertLess(told.sourceline, main.select_one("ul.prose").sourceline)
            self.assertTrue(main.select_one(told.a["href"]).button)

    def test_it_reads_in_every_language(self):
        for language in LANGUAGES:
            url = MESSAGE.replace("en", language.code, 1)
            self.client = let_in(self.community)
            page = self.types_code(self.late(url), self.code, url)
            self.assertContains(page, WORDS)
            self.assertEqual((NOT_SENT in page.content.decode()), language.code == "en")


class SurveyUnsentTests(TestCase):
    def test_a_page_of_a_survey_comes_back_filled_and_is_kept_by_the_next_press(self):
        browser, address = Client(enforce_csrf_checks=True), f"/en/survey/{a_link(an_edition())}/1/"
        browser.get(address)
        page = browser.post(address, {"heard": "4"})
        self.assertContains(page, NOT_SENT)
        self.assertFalse(SurveyDraft.objects.exists())
        sent = fields_of(page)
        self.assertEqual(sent["heard"], ["4"])
        self.assertRedirects(browser.post(address, sent), address.replace("/1/", "/2/"))
        self.assertTrue(SurveyDraft.objects.exists())
