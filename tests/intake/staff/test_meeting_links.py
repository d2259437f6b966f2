"""Staff make pages for the interpreter and guests of a session, and end them."""

import re

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from intake.constants import Guest
from intake.models import MeetingLink
from intake.rules.moving import FreeTime, PartOfDay
from intake.services.meeting_link import make_link
from intake.services.moving import ask_to_move
from intake.services.session import cancel_session
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import sides_of
from tests.sessions import a_mediator, a_place, a_prepared_case, a_scheduled_case, in_days, propose

ADDRESS = re.compile(r"http://testserver(/[a-z-]+/meeting/[\w-]{43}/)")


class LinkTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.session = a_scheduled_case(self.staff, a_mediator(), a_place())
        self.browser = signed_in(self.staff)
        self.sessions = f"/admin/cases/{self.case.pk}/sessions/"
        self.url = f"{self.sessions}{self.session.pk}/links/"

    def makes(self, **changes):
        return self.browser.post(self.url, {"guest": "support", "language": "en"} | changes)

    def test_a_link_is_shown_once_and_opens_the_page_in_the_language_that_was_chosen(self):
        self.assertContains(self.browser.get(self.sessions), self.url)
        page = self.makes(guest="interpreter", language="hy", first="hy", second="en")
        address = ADDRESS.search(page.content.decode())[1]
        self.assertTrue(address.startswith("/hy/meeting/"))
        self.assertEqual(Client().get(address).status_code, 200)
        self.assertEqual(MeetingLink.objects.get().languages, ["hy", "en"])
        again = self.browser.get(self.url)
        self.assertContains(again, "Interpreter")
        self.assertNotContains(again, address)

    def test_an_interpreter_needs_two_languages_and_nobody_else_gets_any(self):
        for pair in ({}, {"first": "hy"}, {"first": "hy", "second": "hy"}):
            self.assertContains(self.makes(guest="interpreter", **pair), "Choose the two languages")
        self.assertFalse(MeetingLink.objects.exists())
        self.makes(first="hy", second="en")
        self.assertEqual(MeetingLink.objects.get().languages, [])

    def test_it_can_be_ended_and_the_page_is_gone(self):
        address = ADDRESS.search(self.makes().content.decode())[1]
        end = f"{self.url}{MeetingLink.objects.get().pk}/end/"
        self.assertEqual(self.browser.get(end).status_code, 405)
        for _ in range(2):
            self.assertRedirects(self.browser.post(end), self.url)
        self.assertEqual(Client().get(address).status_code, 404)
        self.assertContains(self.browser.get(self.url), "Ended, ")

    def test_there_is_none_for_a_session_that_does_not_stand_or_is_of_another_case(self):
        case = a_prepared_case(self.staff, a_mediator(person(Role.LEAD)))
        proposed = propose(case, self.staff)
        for url in (
            f"/admin/cases/{case.pk}/sessions/{proposed.pk}/links/",
            f"/admin/cases/{case.pk}/sessions/{self.session.pk}/links/",
        ):
            self.assertEqual(self.browser.get(url).status_code, 404)
            self.assertEqual(self.browser.post(url, {"guest": "support", "language": "en"}).status_code, 404)
        cancel_session(self.session.pk, self.staff)
        self.assertEqual(self.makes().status_code, 404)

    def test_the_list_asks_the_same_number_of_queries_for_few_and_many(self):
        counts = set()
        for number in (2, 18):
            for _ in range(number):
                make_link(self.session.pk, self.staff, Guest.SUPPORT)
            self.browser.get(self.url)
            with CaptureQueriesContext(connection) as queries:
                self.browser.get(self.url)
            counts.add(len(queries))
        self.assertEqual(len(counts), 1, counts)


class WishTests(TestCase):
    def test_staff_see_who_asked_for_another_time_and_when_they_could_come(self):
        staff = person(Role.ADMINISTRATOR)
        case, session = a_scheduled_case(staff, a_mediator(), a_place())
        day = in_days(12).date()
        ask_to_move(sides_of(case)[0], session.pk, [FreeTime(day, PartOfDay.EVENING)])
        browser = signed_in(staff)
        for url in ("", f"{session.pk}/move/"):
            page = browser.get(f"/admin/cases/{case.pk}/sessions/{url}")
            self.assertContains(page, "Community member")
            self.assertContains(page, f"Could come: {day:%A}, {day:%B} {day.day}, {day.year}, evening")
        self.assertContains(page, f'<option value="{sides_of(case)[0].pk}" selected>')
        self.assertContains(browser.get(f"/admin/cases/{case.pk}/"), "Find another time")
