"""Reminders: each once, none lost when the clock jumps, none for what does not take place (G16)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from intake.constants import LetterKind
from intake.models import Case, Notification, PolicyChange, Session
from intake.services.lifecycle import move_case
from intake.services.session import cancel_session, move_session
from intake.services.session_reminder import remind_sessions
from portal.common.roles import Role
from tests.base import person
from tests.sessions import a_mediator, a_place, a_scheduled_case, confirm, hours_from, in_days

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reminders(**which):
    return Notification.objects.filter(letter=LetterKind.SESSION_REMINDER, **which)


class ReminderTests(TestCase):
    def setUp(self):
        self.staff, self.mediator = person(Role.ADMINISTRATOR), a_mediator()
        self.case, self.session = a_scheduled_case(self.staff, self.mediator, a_place())
        self.start = self.session.starts_at

    def runs(self, *moments):
        for moment in moments:
            with time_machine.travel(moment, tick=False):
                remind_sessions(timezone.now())

    @pytest.mark.proves("G16")
    def test_both_sides_are_reminded_seven_days_and_two_hours_before(self):
        self.runs(*(self.start - step * HOUR for step in range(24 * 9, 0, -1)))
        due = [(each.due_at, each.party.side) for each in reminders().order_by("due_at", "party__side")]
        days, hours = self.start - 7 * DAY, self.start - 2 * HOUR
        self.assertEqual(due, [(at, side) for at in (days, hours) for side in ("community", "employee")])

    def test_the_rules_say_when(self):
        PolicyChange.objects.create(name="reminder_days", value=3, changed_by=self.staff)
        PolicyChange.objects.create(name="reminder_hours", value=5, changed_by=self.staff)
        self.runs(self.start - 3 * DAY, self.start - 5 * HOUR)
        self.assertEqual({each.due_at for each in reminders()}, {self.start - 3 * DAY, self.start - 5 * HOUR})

    def test_whoever_was_told_after_the_moment_of_a_reminder_needs_none(self):
        new = move_session(self.session.pk, self.staff, (hours_from(in_days(5)),))
        new = confirm(new, self.staff, a_place("Church hall"))
        self.runs(new.starts_at - 4 * DAY, new.starts_at - 3 * HOUR, new.starts_at - HOUR)
        self.assertEqual({each.due_at for each in reminders(session=new)}, {new.starts_at - 2 * HOUR})

    def test_there_is_none_for_a_session_that_was_called_off_or_a_case_that_waits(self):
        self.runs(self.start - 7 * DAY)
        cancel_session(self.session.pk, self.staff)
        self.assertEqual({each.state for each in reminders()}, {"dropped"})
        self.runs(self.start - 6 * DAY, self.start - HOUR)
        self.assertEqual(reminders().count(), 2)

    def test_there_is_none_once_the_case_has_ended(self):
        move_case(self.case.pk, "withdraw", user=self.staff)
        self.runs(self.start - 7 * DAY, self.start - HOUR)
        self.assertFalse(reminders().exists())

    def test_a_session_that_stands_in_a_case_on_hold_is_not_reminded_of(self):
        Case.objects.filter(pk=self.case.pk).update(state="on_hold", held_from="scheduled")
        self.runs(self.start - 7 * DAY)
        self.assertFalse(reminders().exists())

    def test_one_that_never_went_out_is_dropped_after_the_session(self):
        self.runs(self.start - HOUR)
        self.assertEqual(reminders(state="queued").count(), 4)
        self.runs(self.session.ends_at + HOUR)
        self.assertEqual(reminders(state="queued").count(), 0)

    def test_it_asks_the_same_of_the_database_for_each_further_session_that_is_far_away(self):
        Session.objects.filter(pk=self.session.pk).update(
            starts_at=self.start + 90 * DAY, ends_at=self.start + 91 * DAY
        )
        with self.assertNumQueries(3):
            remind_sessions(timezone.now())


class JumpingClockTests(PropertyTestCase):
    @pytest.mark.proves("G16")
    @given(jumps=st.lists(st.integers(-120, 120), min_size=4, max_size=12), first=st.integers(0, 119))
    @settings(max_examples=15, deadline=None)
    def test_no_reminder_is_lost_or_doubled_when_the_clock_jumps_by_up_to_two_hours(self, jumps, first):
        staff = person(Role.ADMINISTRATOR)
        _, session = a_scheduled_case(staff, a_mediator(), a_place())
        hours = (24 * 8 + 1, 24 * 8 - 3, 24 * 7 + 1, 24 * 7 - 1, 26, 22, 3, 2, 1, 0)
        for number, hour in enumerate(hours):
            jump = timedelta(minutes=jumps[number % len(jumps)])
            moment = session.starts_at - hour * HOUR + timedelta(minutes=first) + jump
            with time_machine.travel(moment, tick=False):
                remind_sessions(timezone.now())
        self.assertEqual(reminders().count(), 4)
        self.assertEqual(len(set(reminders().values_list("due_at", "party"))), 4)
