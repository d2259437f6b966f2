"""A mediator who leaves a case: the time is free, the calendar hears of it, staff have a duty, the past stays."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from intake.constants import CaseState, Conflict, DutyKind, SessionState, SessionType
from intake.exceptions import SessionRefused
from intake.models import Attendance, Case, Duty, Heartbeat, Notification, Session
from intake.rules.sessions import Why, day_in, replace_day
from intake.services.calendar import entries_between
from intake.services.mediator import accept_case, declare_conflict, invite_mediator, release_mediator
from intake.services.roster import MediatorProfile, change_mediator
from intake.services.session import leaders_of, mediators_of, move_session
from intake.services.session_report import record_held
from intake.services.session_terms import change_terms
from intake.services.worker import run_jobs
from portal.common.models import AuditEvent, User
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.calendar_reader import read
from tests.intake.services import mediators as roster
from tests.sessions import (
    HERE,
    a_mediator,
    a_place,
    a_prepared_case,
    a_scheduled_case,
    another,
    confirm,
    held_by_all,
    in_days,
    propose,
    terms_with,
)


class DayTests(SimpleTestCase):
    def test_another_mediator_is_found_in_the_usual_time_and_before_the_call_to_the_sides(self):
        today, usual = date(2026, 3, 2), date(2026, 3, 9)
        for session_day, due_on in (
            (date(2026, 3, 30), usual),
            (date(2026, 3, 10), date(2026, 3, 7)),
            (date(2026, 3, 4), today),
        ):
            self.assertEqual(replace_day(session_day, today, 3, usual), due_on)

    def test_the_day_of_a_session_is_the_one_on_its_own_clocks(self):
        self.assertEqual(day_in(datetime(2026, 3, 10, 3, tzinfo=UTC), HERE), date(2026, 3, 9))


class LeavingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff, cls.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        cls.mediator, cls.place = a_mediator(), a_place()
        cls.case, cls.session = a_scheduled_case(cls.staff, cls.mediator, cls.place)
        cls.assignment = cls.case.assignments.get()

    def release(self):
        release_mediator(self.assignment.pk, self.lead)

    def cannot(self):
        declare_conflict(self.assignment.pk, self.mediator.user, Conflict.CANNOT)

    def out_of_the_pool(self):
        change_mediator(self.lead, self.mediator.pk, MediatorProfile(**roster.EVERYTHING | {"is_active": False}))

    def account_closed(self):
        User.objects.filter(pk=self.mediator.user_id).update(is_active=False)
        Heartbeat.objects.all().delete()
        run_jobs(timezone.now())

    def booked(self, session=None):
        kinds = (session or self.session).bookings.filter(is_cancelled=False).values_list("kind", flat=True)
        return sorted(kinds)

    def duties(self):
        return list(Duty.objects.open().filter(kind=DutyKind.FIND_MEDIATOR))

    def file(self):
        browser = signed_in(self.mediator.user)
        return browser.get(f"/admin/sessions/{self.session.pk}/calendar.ics")

    def check_left_by(self, leave):
        version = Case.objects.get(pk=self.case.pk).version
        for _ in range(2):
            leave()
        self.assertEqual(self.booked(), ["place"])
        [duty] = self.duties()
        self.assertEqual(duty.session, self.session)
        self.assertLessEqual(duty.due_on, timezone.localdate() + timedelta(days=7))
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual((case.state, case.version), (CaseState.SCHEDULED, version + 1))
        self.assertEqual(Notification.objects.filter(user=self.mediator.user, letter="mediator_left").count(), 1)
        self.assertEqual(mediators_of(case), [])

    def test_a_mediator_who_is_released_is_free_and_staff_have_a_duty(self):
        self.check_left_by(self.release)

    def test_so_is_one_who_can_not_be_impartial(self):
        self.check_left_by(self.cannot)

    def test_so_is_one_who_leaves_the_pool(self):
        self.check_left_by(self.out_of_the_pool)

    def test_so_is_one_whose_account_was_closed_once_the_worker_sees_it(self):
        self.check_left_by(self.account_closed)
        self.mediator.refresh_from_db()
        self.assertFalse(self.mediator.is_active, "who comes back is asked again only once the lead has said so")
        [entry] = AuditEvent.objects.filter(object_id=str(self.mediator.pk))
        self.assertEqual((entry.actor_kind, entry.fields), ("system", ["is_active"]))

    def test_the_freed_time_can_be_booked_for_another_case(self):
        other = a_prepared_case(self.staff, self.mediator)
        talk = propose(other, self.staff, SessionType.PRE_COMMUNITY, (self.session.starts_at, self.session.ends_at))
        self.release()
        confirm(talk, self.staff)
        self.assertEqual(self.booked(talk), ["mediator"])

    def test_the_calendar_takes_the_entry_out_and_shows_nothing_of_the_case(self):
        before = read(self.file().content).part("VEVENT")
        self.release()
        after = read(self.file().content).part("VEVENT")
        self.assertEqual((before.value("STATUS"), after.value("STATUS")), ("CONFIRMED", "CANCELLED"))
        self.assertEqual(before.value("UID"), after.value("UID"))
        self.assertGreater(int(after.value("SEQUENCE")), int(before.value("SEQUENCE")))
        page = signed_in(self.mediator.user).get("/admin/sessions/")
        self.assertContains(page, f"/admin/sessions/{self.session.pk}/calendar.ics")
        for words in (str(self.case), self.place.name, "Joint session"):
            self.assertNotContains(page, words)
        stranger = signed_in(a_mediator(another(Role.MEDIATOR, "stranger")).user)
        self.assertEqual(stranger.get(f"/admin/sessions/{self.session.pk}/calendar.ics").status_code, 404)
        # Whatever becomes of the session, the entry stays out, and the one of the moved session is newer.
        new = move_session(self.session.pk, self.staff, ((in_days(12), in_days(12, 20)),))
        again = read(self.file().content).part("VEVENT")
        self.assertEqual(again.value("STATUS"), "CANCELLED")
        self.assertLess(int(again.value("SEQUENCE")), new.sequence)
        with time_machine.travel(self.session.starts_at + timedelta(hours=1)):
            self.assertEqual(self.file().status_code, 404)

    def test_who_can_not_be_impartial_has_the_case_until_released_and_the_session_no_more(self):
        day = timezone.localdate(self.session.starts_at)
        self.assertEqual(len(entries_between(day, day, self.mediator.user)), 1)
        self.cannot()
        self.assertEqual(entries_between(day, day, self.mediator.user), [])
        self.assertEqual(read(self.file().content).part("VEVENT").value("STATUS"), "CANCELLED")
        page = signed_in(self.mediator.user).get("/admin/sessions/")
        self.assertContains(page, "Not yours any more")
        self.assertNotContains(page, "Joint session")

    def test_a_disclosure_that_the_sides_are_asked_about_leaves_the_booking_as_it_is(self):
        declare_conflict(self.assignment.pk, self.mediator.user, Conflict.KNOWS_EMPLOYEE)
        self.assertEqual((self.booked(), self.duties()), (["mediator", "place"], []))

    def test_a_second_mediator_keeps_the_session_and_nobody_has_to_find_one(self):
        second = self.joins("second")
        change_terms(self.session.pk, self.staff, terms_with(self.case, self.place))
        self.release()
        self.assertEqual((self.booked(), self.duties()), (["mediator", "place"], []))
        [left] = self.session.bookings.filter(kind="mediator", is_cancelled=False)
        self.assertEqual(left.resource, second.pk)

    def test_the_lead_looks_at_a_session_that_a_second_mediator_keeps_unless_the_lead_let_the_first_one_go(self):
        self.joins("second")
        change_terms(self.session.pk, self.staff, terms_with(self.case, self.place))
        self.cannot()
        [duty] = self.duties()
        self.assertEqual((self.booked(), duty.session), (["mediator", "place"], self.session))
        self.release()
        self.assertEqual((self.booked(), self.duties()), (["mediator", "place"], []))
        duty.refresh_from_db()
        self.assertEqual(duty.done_by, self.lead)

    def joins(self, name, conflict=Conflict.NONE):
        mediator = roster.a_mediator(name)
        asked = invite_mediator(self.case.pk, mediator.pk, self.lead)
        accept_case(asked.pk, mediator.user, conflict)
        return mediator

    def test_another_mediator_takes_the_session_over_without_moving_it(self):
        self.release()
        doubtful = self.joins("Doubtful", Conflict.OTHER)
        with self.assertRaises(SessionRefused) as refused:
            change_terms(self.session.pk, self.staff, terms_with(self.case, self.place, mediators=(doubtful.pk,)))
        self.assertIs(refused.exception.why, Why.IN_DOUBT)
        self.assertEqual((self.booked(), len(self.duties())), (["place"], 1))
        new = self.joins("New")
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertContains(page, "Find a mediator for the session, or move it")
        self.assertContains(page, f'href="/admin/cases/{self.case.pk}/mediators/"')
        change_terms(self.session.pk, self.staff, terms_with(self.case, self.place, mediators=(new.pk,)))
        self.assertEqual((self.booked(), self.duties()), (["mediator", "place"], []))
        self.assertEqual(Duty.objects.get(kind=DutyKind.FIND_MEDIATOR).done_by, self.staff)

    def test_moving_the_session_ends_the_duty_too(self):
        self.release()
        move_session(self.session.pk, self.staff, ((in_days(12), in_days(12, 20)),))
        self.assertEqual(self.duties(), [])
        self.assertEqual(Case.objects.get(pk=self.case.pk).state, CaseState.PREMEDIATION)

    def test_a_session_that_has_begun_keeps_who_led_it(self):
        with time_machine.travel(self.session.ends_at + timedelta(minutes=1)):
            held = held_by_all(self.session)
            self.release()
            self.assertEqual((self.booked(), self.duties()), (["mediator", "place"], []))
            self.assertEqual(leaders_of(Session.objects.get(pk=self.session.pk)), [self.mediator])
            record_held(self.session.pk, self.staff, held)
        self.session.refresh_from_db()
        self.assertEqual(self.session.state, SessionState.HELD)
        self.assertTrue(Attendance.objects.get(session=self.session, mediator=self.mediator).was_there)

    def test_a_question_that_waits_to_be_sent_is_not_sent_any_more(self):
        mediator = roster.a_mediator("Late")
        asked = invite_mediator(self.case.pk, mediator.pk, self.lead)
        release_mediator(asked.pk, self.lead)
        self.assertEqual(Notification.objects.get(user=mediator.user).state, Notification.State.DROPPED)
