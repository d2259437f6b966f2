"""The calendar: who sees which sessions and duties in it, on which day, and that looking is recorded."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from intake.constants import AssignmentState, DutyKind, SessionMode, SessionState, SessionType
from intake.models import Assignment, Case, Mediator, Place, Session
from intake.services.duties import open_duty
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

MONTH, AGENDA = "/admin/cases/calendar/", "/admin/cases/calendar/agenda/"


def a_session(case, starts_at, **more):
    given = {"type": SessionType.JOINT, "mode": SessionMode.IN_PERSON, "state": SessionState.CONFIRMED} | more
    return Session.objects.create(
        case=case,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        zone="America/Los_Angeles",
        link="https://meet.example.org/secret",
        **given,
    )


class CalendarTests(TestCase):
    def setUp(self):
        self.enterContext(time_machine.travel("2026-03-04T17:00:00+00:00", tick=False))
        self.administrator, self.user = person(Role.ADMINISTRATOR), person(Role.MEDIATOR)
        self.mediator = Mediator.objects.create(user=self.user)
        self.case, self.other = a_case(), a_case()

    def accept(self, case, state=AssignmentState.ACCEPTED):
        Assignment.objects.create(
            case=case, mediator=self.mediator, state=state, invited_by=self.administrator, reply_by=date(2026, 3, 9)
        )

    def month(self, user, month="2026-03"):
        html = BeautifulSoup(signed_in(user).get(f"{MONTH}?month={month}").content, "html.parser")
        cells = {cell.a["href"].partition("from=")[2]: cell.text for cell in html.select(".calendar-month td")}
        return {day: text for day, text in cells.items() if any(letter.isalpha() for letter in text)}

    def test_administrators_see_sessions_and_what_is_due(self):
        a_session(self.case, datetime(2026, 3, 20, 17, tzinfo=UTC), place=Place.objects.create(name="Hill Library"))
        open_duty(self.other, DutyKind.CHECK_IN, date(2026, 3, 17))
        found = self.month(self.administrator)
        self.assertIn("10:00 AM to 12:00 PM", found["2026-03-20"])
        self.assertIn("Hill Library", found["2026-03-20"])
        self.assertIn(self.case.referral.reference, found["2026-03-20"])
        self.assertIn("Last day: Check-in call before the session", found["2026-03-17"])
        agenda = signed_in(self.administrator).get(AGENDA)
        self.assertContains(agenda, "Friday, March 20")
        self.assertNotContains(agenda, "meet.example.org")

    def test_mediators_see_the_sessions_of_their_own_cases_alone(self):
        for case in (self.case, self.other):
            a_session(case, datetime(2026, 3, 20, 17, tzinfo=UTC))
        self.assertEqual(self.month(self.user), {})
        self.accept(self.case)
        self.accept(self.other, AssignmentState.INVITED)
        found = self.month(self.user)
        self.assertEqual(list(found), ["2026-03-20"])
        self.assertIn(self.case.referral.reference, found["2026-03-20"])
        self.assertNotIn(self.other.referral.reference, found["2026-03-20"])
        agenda = signed_in(self.user).get(AGENDA)
        self.assertContains(agenda, self.case.referral.reference)
        self.assertNotContains(agenda, self.other.referral.reference)
        self.assertNotContains(agenda, "Due:")

    def test_a_mediator_s_sight_ends_some_days_after_the_case(self):
        a_session(self.case, datetime(2026, 3, 20, 17, tzinfo=UTC))
        self.accept(self.case)
        for days, seen in ((29, True), (31, False)):
            Case.objects.filter(pk=self.case.pk).update(ended_at=datetime.now(UTC) - timedelta(days=days))
            self.assertEqual(bool(self.month(self.user)), seen, days)

    def test_what_is_proposed_or_cancelled_is_not_there_and_a_no_show_says_so(self):
        start = datetime(2026, 3, 20, 17, tzinfo=UTC)
        for state in (SessionState.CANCELLED, SessionState.PROPOSED):
            a_session(self.case, start, state=state)
        self.assertNotIn("2026-03-20", self.month(self.administrator))
        a_session(self.case, start, state=SessionState.NO_SHOW)
        self.assertIn("Somebody did not come", self.month(self.administrator)["2026-03-20"])

    def test_days_are_local_through_both_changes_of_the_clock(self):
        for moment in ((2026, 3, 8, 7, 59), (2026, 3, 8, 8, 0), (2026, 3, 9, 6, 59), (2026, 11, 2, 7, 59)):
            a_session(self.case, datetime(*moment, tzinfo=UTC))
        march, november = self.month(self.administrator), self.month(self.administrator, "2026-11")
        sessions = {day: text.count("Joint session") for day, text in (march | november).items() if "Joint" in text}
        self.assertEqual(sessions, {"2026-03-07": 1, "2026-03-08": 2, "2026-11-01": 1})

    def test_a_full_day_leads_to_the_list(self):
        for hour in range(7):
            a_session(self.case, datetime(2026, 3, 20, 15 + hour, tzinfo=UTC))
        self.assertIn("and 3 more", self.month(self.administrator)["2026-03-20"])
        agenda = signed_in(self.administrator).get(f"{AGENDA}?from=2026-03-20").content.decode()
        self.assertEqual(agenda.count("Joint session"), 7)

    def test_nonsense_in_the_address_shows_today(self):
        browser = signed_in(self.administrator)
        for query in ("month=2026-13", "month=x", "month=9999-12", "month=0000-01", "from=x", "from=0001-01-01"):
            for address in (MONTH, AGENDA):
                self.assertContains(browser.get(f"{address}?{query}"), "March")

    def test_the_months_around_are_one_away(self):
        for month, before, after in (("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01")):
            page = signed_in(self.administrator).get(f"{MONTH}?month={month}")
            self.assertContains(page, f"?month={before}")
            self.assertContains(page, f"?month={after}")

    def test_it_asks_the_same_of_the_database_for_2_and_for_20(self):
        browser, counts = signed_in(self.administrator), []
        for more in (2, 18):
            for number in range(more):
                a_session(self.case, datetime(2026, 3, 20, 1, tzinfo=UTC) + timedelta(hours=number))
            browser.get(MONTH)
            with CaptureQueriesContext(connection) as asked:
                browser.get(MONTH)
            counts.append(len(asked))
        self.assertEqual(counts[0], counts[1])

    def test_each_look_is_recorded_with_names_of_fields(self):
        signed_in(self.administrator).get(MONTH)
        event = AuditEvent.objects.filter(verb="list").latest("pk")
        self.assertEqual((event.actor_id, event.object_type), (self.administrator.pk, "intake.session"))
        self.assertIn("starts_at", event.fields)

    def test_everyone_else_is_refused(self):
        a_session(self.case, datetime(2026, 3, 20, 17, tzinfo=UTC))
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD, Role.MEDIATOR)]:
            browser = signed_in(person(role))
            for address in (MONTH, AGENDA):
                self.assertIn(browser.get(address).status_code, (302, 403), role)
