"""After a session: it was held, or somebody did not come."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, DutyKind, SessionMode, SessionState, SessionType
from intake.exceptions import CaseNotHere, SessionRefused
from intake.models import Attendance, Case, ClosureNotice, Duty, Notification, Party, Session
from intake.rules.sessions import Why
from intake.services.lifecycle import move_case
from intake.services.session_report import record_held, record_no_show
from portal.common.roles import Role
from tests.base import person
from tests.sessions import (
    a_mediator,
    a_place,
    a_prepared_case,
    a_scheduled_case,
    another,
    confirm,
    held_by_all,
    in_days,
    propose,
    talk_with_both,
)


class ReportTestCase(TestCase):
    def setUp(self):
        self.staff, self.mediator = person(Role.ADMINISTRATOR), a_mediator()
        self.place = a_place()

    def after(self, session, minutes=120):
        return time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False)

    def assertRefused(self, why, call, *args):
        with pytest.raises(SessionRefused) as refused:
            call(*args)
        self.assertEqual(refused.value.why, why)

    def party(self, case, side):
        return Party.objects.get(case=case, side=side)

    def missing(self, session, *sides):
        return frozenset(self.party(session.case, side).pk for side in sides)


class HeldTests(ReportTestCase):
    def test_the_mediator_records_attendance_and_the_case_moves_on(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        held = replace(held_by_all(session), mode=SessionMode.VIDEO, others={"support": 2})
        with self.after(session):
            record_held(session.pk, self.mediator.user, held)
        session.refresh_from_db()
        self.assertEqual((session.state, session.minutes, session.mode), ("held", 90, "video"))
        self.assertEqual(Case.objects.get(pk=case.pk).state, CaseState.SESSION_HELD)
        roles = sorted(session.attendance.values_list("role", flat=True))
        self.assertEqual(roles, ["mediator", "party", "party", "support", "support"])
        self.assertFalse(Duty.objects.open().filter(kind=DutyKind.CHECK_IN).exists())

    def test_a_talk_leaves_the_case_where_it_is(self):
        case = a_prepared_case(self.staff, self.mediator)
        session = confirm(propose(case, self.staff, SessionType.PRE_COMMUNITY), self.staff)
        with self.after(session):
            record_held(session.pk, self.staff, held_by_all(session, minutes=30))
        self.assertEqual(Case.objects.get(pk=case.pk).state, CaseState.PREMEDIATION)
        self.assertEqual(Session.objects.get(pk=session.pk).state, SessionState.HELD)

    def test_what_is_not_so_is_refused(self):
        _, session = a_scheduled_case(self.staff, self.mediator, self.place)
        held = held_by_all(session)
        self.assertRefused(Why.NOT_BEGUN, record_held, session.pk, self.staff, held)
        with self.after(session):
            for wrong in (
                replace(held, minutes=0),
                replace(held, mediators=frozenset()),
                replace(held, parties=frozenset(list(held.parties)[:1])),
            ):
                self.assertRefused(Why.NOBODY_THERE, record_held, session.pk, self.staff, wrong)
            record_held(session.pk, self.staff, held)
            self.assertRefused(Why.NOT_CONFIRMED, record_held, session.pk, self.staff, held)

    def test_a_mediator_of_another_case_finds_no_session(self):
        _, session = a_scheduled_case(self.staff, self.mediator, self.place)
        stranger = a_mediator(another(Role.MEDIATOR, "stranger"))
        with self.after(session), pytest.raises(CaseNotHere):
            record_held(session.pk, stranger.user, held_by_all(session))

    def test_only_so_many_joint_sessions_are_planned(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        for number in range(3):
            with self.after(session):
                record_held(session.pk, self.staff, held_by_all(session))
                if number == 2:
                    break
                move_case(case.pk, "plan_another", user=self.staff)
                session = confirm(propose(case, self.staff), self.staff, self.place)
        Case.objects.update(state=CaseState.PREMEDIATION)
        self.assertRefused(Why.NO_MORE_SESSIONS, propose, case, self.staff)


class NoShowTests(ReportTestCase):
    def test_the_first_time_another_time_is_found(self):
        case, session = a_scheduled_case(self.staff, self.mediator, self.place)
        with self.after(session, minutes=31):
            record_no_show(session.pk, self.mediator.user, self.missing(session, "community"), 30)
        session.refresh_from_db()
        self.assertEqual((session.state, session.minutes), (SessionState.NO_SHOW, 30))
        self.assertEqual(Case.objects.get(pk=case.pk).state, CaseState.PREMEDIATION)
        self.assertEqual(self.party(case, "community").moves_used, 1)
        self.assertEqual(self.party(case, "employee").moves_used, 0)
        there = dict(Attendance.objects.filter(session=session).values_list("party__side", "was_there"))
        self.assertEqual(there, {"community": False, "employee": True})

    def test_the_second_time_the_case_ends_and_the_city_learns_no_more_than_that(self):
        for side, reason in (("community", "no_show_community"), ("employee", "no_show_employee")):
            with self.subTest(side):
                case, session = a_scheduled_case(self.staff, self.mediator, self.place)
                Case.objects.filter(pk=case.pk).update(sharing="yes")
                Party.objects.filter(case=case, side=side).update(moves_used=1)
                with self.after(session, minutes=45):
                    record_no_show(session.pk, self.staff, self.missing(session, side), 40)
                case.refresh_from_db()
                self.assertEqual((case.state, case.end_reason), (CaseState.NOT_MEDIATED, reason))
                notice = ClosureNotice.objects.get(case=case)
                self.assertEqual((notice.code, notice.days_left), ("NOT_MEDIATED", None))
                told = Notification.objects.filter(case=case, letter="not_mediated")
                self.assertEqual(told.count(), 2)
                session.bookings.all().delete()

    def test_the_wait_of_the_rules_is_kept(self):
        _, session = a_scheduled_case(self.staff, self.mediator, self.place)
        missing = self.missing(session, "community")
        with self.after(session, minutes=60):
            self.assertRefused(Why.TOO_SOON, record_no_show, session.pk, self.staff, missing, 29)
            self.assertRefused(Why.NOBODY_MISSING, record_no_show, session.pk, self.staff, frozenset(), 30)
        with self.after(session, minutes=29):
            self.assertRefused(Why.TOO_SOON, record_no_show, session.pk, self.staff, missing, 30)

    def test_a_side_that_missed_both_its_times_to_talk_ends_the_case(self):
        case = a_prepared_case(self.staff, self.mediator)
        talk_with_both(case, self.staff)
        for _ in range(2):
            with time_machine.travel(timezone.now(), tick=False):
                session = confirm(propose(case, self.staff, SessionType.PRE_EMPLOYEE), self.staff)
            with time_machine.travel(in_days(10) + timedelta(hours=1), tick=False):
                record_no_show(session.pk, self.staff, self.missing(session, "employee"), 30)
            session.bookings.all().delete()
        case.refresh_from_db()
        self.assertEqual(case.end_reason, "no_show_employee")
