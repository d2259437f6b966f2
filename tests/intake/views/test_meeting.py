"""The page that a guest with a link sees of a meeting: when and where, and nothing of what it is about."""

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client, TestCase

from intake.constants import Guest
from intake.models import MeetingLink
from intake.services.meeting_link import end_link, make_link
from intake.services.session import cancel_session, move_session
from intake.services.session_terms import change_terms
from intake.tokens import link_hash
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.calendar_reader import read, start_of
from tests.sessions import (
    a_mediator,
    a_place,
    a_scheduled_case,
    an_interpreter,
    confirm,
    hours_from,
    in_days,
    terms_with,
)

OWN_ADDRESS = re.compile(rb"(?<=/meeting/)[^/\"]*")


class GuestTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator, self.place = person(Role.ADMINISTRATOR), a_mediator(), a_place()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, self.place)
        self.secret = make_link(self.session.pk, self.staff, Guest.INTERPRETER, ["hy", "en"])
        self.url = f"/en/meeting/{self.secret}/"

    def opens(self, url=None):
        return Client().get(url or self.url)


class GuestTests(GuestTestCase):
    def test_it_says_when_how_long_where_and_between_which_languages(self):
        main = BeautifulSoup(self.opens().content, "html.parser").main.get_text("|")
        for words in (
            f"{in_days(10):%A}", "6:00 PM Pacific", "2 hours", "In person", "Library, Garden Room",
            "1 Invented Street, Pasadena", "Ring at the side door.", "Armenian (Eastern)|English",
        ):  # fmt: skip
            self.assertIn(words, main)

    @pytest.mark.proves("UX-48")
    def test_it_tells_nothing_of_the_case_in_any_language(self):
        for language in LANGUAGES:
            for rest in ("", "meeting.ics"):
                page = self.opens(f"/{language.code}/meeting/{self.secret}/{rest}")
                text = page.content.decode().replace("\r\n ", "")
                for word in (
                    "Rosa", "Villanueva", "Employee", self.case.referral.reference, str(self.case.pk), "ediat",
                    str(self.session.pk), "olice", "olicía", "omplaint", "調解", "调解", "հաշտար", "Pasadena Community",
                    self.mediator.user.email, self.staff.email, "nterpreter", "uniform", "weapon",
                ):  # fmt: skip
                    self.assertNotIn(word, text, language.code)
        self.assertEqual(BeautifulSoup(self.opens().content, "html.parser").title.text, "Meeting")

    def test_it_is_kept_nowhere_and_found_by_no_search(self):
        for rest in ("", "meeting.ics"):
            answer = self.opens(f"{self.url}{rest}")
            self.assertIn("no-store", answer["Cache-Control"])
            self.assertEqual(answer["X-Robots-Tag"], "noindex")
            self.assertEqual(answer["Referrer-Policy"], "same-origin")
            self.assertEqual(dict(answer.cookies), {})

    def test_the_calendar_file_has_the_same_time_and_follows_a_change(self):
        data = self.opens(f"{self.url}meeting.ics").content
        self.assertEqual(start_of(data), self.session.starts_at)
        cancel_session(self.session.pk, self.staff)
        off = read(self.opens(f"{self.url}meeting.ics").content)
        self.assertEqual(off.value("METHOD"), "CANCEL")
        page = self.opens()
        self.assertContains(page, "This meeting does not take place at this time.")
        self.assertNotContains(page, "Library")

    def test_only_a_hash_is_stored_and_each_link_is_new(self):
        second = make_link(self.session.pk, self.staff, Guest.SUPPORT)
        self.assertNotEqual(second, self.secret)
        self.assertGreaterEqual(len(self.secret), 43)
        stored = repr(list(MeetingLink.objects.values()))
        self.assertNotIn(self.secret, stored)
        self.assertIn(link_hash(self.secret), stored)
        self.assertNotIn(self.secret, repr(list(AuditEvent.objects.values())))

    def test_looking_is_recorded(self):
        self.opens()
        event = AuditEvent.objects.order_by("-pk").first()
        found = (event.verb, event.actor_kind, event.object_type)
        self.assertEqual(found, ("view", "participant", "intake.meetinglink"))


class ClosedTests(GuestTestCase):
    def answer(self, url=None):
        page = self.opens(url)
        # The menu of languages names the address that was asked for, which may be long or short.
        headers = sorted(set(page.items()) - {("Content-Length", page.get("Content-Length"))})
        return page.status_code, headers, OWN_ADDRESS.sub(b"", page.content)

    @pytest.mark.proves("G9")
    def test_unknown_ended_and_expired_links_get_the_same_answer_to_the_last_byte(self):
        answers = {repr(self.answer(f"/en/meeting/{other}/")) for other in ("x", "A" * 43, "A" * 3000, "%00", "７" * 9)}
        end_link(self.session.pk, MeetingLink.objects.get().pk, self.staff)
        answers.add(repr(self.answer()))
        self.secret = make_link(self.session.pk, self.staff, Guest.SUPPORT)
        with time_machine.travel(in_days(11, hour=0), tick=False):
            answers.add(repr(self.answer(f"/en/meeting/{self.secret}/")))
            self.assertEqual(self.opens(f"/en/meeting/{self.secret}/meeting.ics").status_code, 404)
        self.assertEqual(len(answers), 1)
        self.assertEqual(next(iter(answers))[:4], "(404")

    def test_it_is_open_through_the_day_of_the_meeting_on_the_clocks_there(self):
        with time_machine.travel(in_days(10, hour=23), tick=False):
            self.assertEqual(self.opens().status_code, 200)
        with time_machine.travel(in_days(11, hour=0), tick=False):
            self.assertEqual(self.opens().status_code, 404)

    def test_after_a_move_it_says_so_and_never_shows_the_new_time(self):
        new = move_session(self.session.pk, self.staff, (hours_from(in_days(12)),))
        confirm(new, self.staff, self.place)
        page = self.opens()
        self.assertContains(page, "you get a new link")
        self.assertNotContains(page, f"{in_days(12):%B} {in_days(12).day},")

    def test_the_interpreters_link_ends_when_another_one_is_booked_and_no_other_link_does(self):
        guest = make_link(self.session.pk, self.staff, Guest.SUPPORT)
        change_terms(self.session.pk, self.staff, terms_with(self.case, a_place("Church hall")))
        self.assertContains(self.opens(), "Church hall")
        terms = terms_with(self.case, self.place, interpreter=an_interpreter().pk)
        change_terms(self.session.pk, self.staff, terms)
        self.assertEqual(self.opens().status_code, 404)
        self.assertEqual(self.opens(f"/en/meeting/{guest}/").status_code, 200)

    def test_nothing_can_be_sent_to_it(self):
        self.assertEqual(Client().post(self.url).status_code, 405)

    def test_a_held_session_has_no_page(self):
        type(self.session).objects.filter(pk=self.session.pk).update(state="held")
        self.assertEqual(self.opens().status_code, 404)
