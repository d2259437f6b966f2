"""Writing to the program from one's own page: what it takes, what it refuses, what shows again."""

from datetime import timedelta

import time_machine
from bs4 import BeautifulSoup
from django.test import TestCase

from intake.models import PartyMessage
from intake.services.message import MOST_A_DAY, mark_read, send_message
from portal.common.languages import LANGUAGES
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import asking, sides_of
from tests.intake.spaces import in_space
from tests.sessions import a_mediator, a_scheduled_case

URL = "/en/my/message/"
WORDS = "Could you call me after work?"


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main


class MessagePageTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.client = in_space(self.community, self.staff)

    def sends(self, text, client=None):
        return (client or self.client).post(URL, {"text": text})

    def stored(self):
        return [each.text for each in PartyMessage.objects.all()]

    def test_it_is_sent_once_however_often_the_button_is_pressed(self):
        for _ in range(2):
            self.assertRedirects(self.sends(WORDS), "/en/my/status/?done=message")
        self.assertEqual(self.stored(), [WORDS])
        self.assertContains(self.client.get("/en/my/status/?done=message"), "Your message is sent.")

    def test_its_words_never_show_again_only_when_it_came_and_whether_it_was_read(self):
        self.sends(WORDS)
        page = self.client.get(URL)
        self.assertNotContains(page, WORDS)
        self.assertContains(page, "not read yet")
        mark_read(self.case.pk, self.community.messages.get().pk, self.staff)
        self.assertContains(self.client.get(URL), "we have read it")
        self.assertNotContains(in_space(self.employee, self.staff).get(URL), "What you wrote")

    def test_looking_stores_nothing(self):
        self.client.get(URL, {"text": WORDS})
        self.assertEqual(self.stored(), [])

    def test_what_is_too_long_stays_on_the_page_and_is_not_stored(self):
        for text in ("x" * 1001, "y" * 10_000):
            page = self.sends(text)
            self.assertContains(page, "This can have up to 1000 characters. Please shorten it.")
            self.assertEqual(main_of(page).textarea.text.strip(), text)
        self.assertEqual(self.stored(), [])
        self.sends("line\r\n" * 200)
        self.assertEqual(self.stored(), [("line\n" * 200).strip()])

    def test_nothing_and_what_can_not_be_read_are_refused_in_words(self):
        for text in ("", "   ", "\n\r\n\t ", "\x07\x1b\x08", " \x07 "):
            self.assertContains(self.sends(text), "Write your message first.")
        for text in ("a\x00b", "\ufffd"):
            self.assertContains(self.sends(text), "Your answer has a character that we can’t keep.")
        self.assertContains(self.client.post(URL), "Write your message first.")
        self.assertEqual(self.stored(), [])

    def test_characters_that_steer_machines_are_left_out_and_all_scripts_are_kept(self):
        self.sends("Call\x07 me\x1b[31m\nՇնորհակալություն 謝謝 👩‍👩‍👧 ‏שלום")
        self.assertEqual(self.stored(), ["Call me[31m\nՇնորհակալություն 謝謝 👩‍👩‍👧 ‏שלום"])

    def test_after_five_on_one_day_it_says_so_and_what_was_typed_stays(self):
        for number in range(MOST_A_DAY):
            self.sends(f"Message {number}")
        page = self.sends("One more")
        self.assertContains(page, "You have sent five messages today.")
        self.assertEqual(main_of(page).textarea.text.strip(), "One more")
        self.assertIsNone(main_of(self.client.get(URL)).textarea)
        self.assertEqual(len(self.stored()), MOST_A_DAY)

    def test_it_says_what_it_is_for_in_every_language(self):
        for language in LANGUAGES:
            page = self.client.get(f"/{language.code}/my/message/")
            self.assertContains(page, "911")
            self.assertFalse(main_of(page).textarea.has_attr("maxlength"))
            self.assertEqual(page["Cache-Control"], "no-store, private")

    def test_after_a_talk_of_both_sides_there_is_no_form_and_nothing_is_taken(self):
        case, session = a_scheduled_case(self.staff, a_mediator())
        party = sides_of(case)[0]
        send_message(party, WORDS)
        with time_machine.travel(session.starts_at + timedelta(hours=1), tick=False):
            client = in_space(party, self.staff)
            page = client.get(URL)
            self.assertContains(page, "We take no messages here after a talk of both sides")
            self.assertIsNone(main_of(page).textarea)
            self.assertContains(self.sends("What was said", client), "error-summary")
        self.assertEqual(self.stored(), [WORDS])

    def test_who_is_not_in_their_space_sends_nothing(self):
        self.client.post("/en/leave/")
        self.assertEqual(self.sends(WORDS)["Location"], "/en/my/?refusal=over")
        self.assertEqual(self.stored(), [])
