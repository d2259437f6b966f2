"""Messages of a side to the program: stored once, answered by a duty, shut after a talk of both sides."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from intake.constants import DutyKind, SessionState
from intake.exceptions import CaseNotHere, MessagesClosed, MessageUnread, TooManyMessages
from intake.models import Assignment, Case, Duty, PartyMessage, Session
from intake.services.attempt import do_duty
from intake.services.lifecycle import move_case
from intake.services.message import MOST_A_DAY, mark_read, read_messages, send_message
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.intake.services.consents import asking, sides_of
from tests.sessions import a_mediator, a_scheduled_case

WORDS = "Please call me before noon."


class SendingTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)

    def duties(self, **which):
        return Duty.objects.open().filter(case=self.case, kind=DutyKind.ANSWER_MESSAGE, **which)

    def test_it_is_stored_sealed_with_one_duty_and_a_line_in_the_log_that_says_nothing(self):
        send_message(self.community, WORDS)
        send_message(self.community, "And one thing more.")
        self.assertEqual(self.duties(party=self.community).count(), 1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM intake_partymessage")
            self.assertFalse(any(b"noon" in bytes(text) for (text,) in cursor.fetchall()))
        event = AuditEvent.objects.order_by("-seq").first()
        self.assertEqual(
            (event.actor_kind, event.object_id, event.fields), ("participant", str(self.community.pk), ["messages"])
        )

    @pytest.mark.proves("UX-40")
    def test_the_same_words_again_are_one_message_until_somebody_has_read_them(self):
        for _ in range(3):
            send_message(self.community, WORDS)
        send_message(self.employee, WORDS)
        self.assertEqual(PartyMessage.objects.count(), 2)
        mark_read(self.case.pk, self.community.messages.get().pk, self.staff)
        send_message(self.community, WORDS)
        self.assertEqual(self.community.messages.count(), 2)

    def test_after_five_a_day_it_is_the_phone_and_the_next_day_begins_anew(self):
        for number in range(MOST_A_DAY):
            send_message(self.community, f"Message {number}")
        with self.assertRaises(TooManyMessages):
            send_message(self.community, "One too many")
        send_message(self.employee, "The other side has its own five")
        with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
            send_message(self.community, "A new day")
        self.assertEqual(self.community.messages.count(), MOST_A_DAY + 1)

    def test_the_duty_ends_only_once_the_message_is_read(self):
        send_message(self.community, WORDS)
        duty = self.duties().get()
        version = Case.objects.get(pk=self.case.pk).version
        with self.assertRaises(MessageUnread):
            do_duty(self.case.pk, duty.pk, user=self.staff, version=version)
        mark_read(self.case.pk, self.community.messages.get().pk, self.staff)
        self.assertTrue(self.duties().exists())
        do_duty(self.case.pk, duty.pk, user=self.staff, version=version)
        self.assertFalse(self.duties().exists())

    def test_only_those_who_work_on_the_case_read_it_and_it_is_recorded(self):
        send_message(self.community, WORDS)
        _, found = read_messages(self.case.pk, self.staff)
        self.assertEqual([each.text for each in found], [WORDS])
        event = AuditEvent.objects.order_by("-seq").first()
        self.assertEqual((event.verb, event.fields), ("view", ["parties.messages.text"]))
        mediator = a_mediator()
        Assignment.objects.create(
            case=self.case, mediator=mediator, state="accepted", invited_by=self.staff, reply_by=timezone.localdate()
        )
        self.assertIn(self.case, Case.objects.visible_to(mediator.user))
        for user in (mediator.user, *map(person, (Role.LIAISON, Role.AUDITOR, Role.EDITOR))):
            with self.assertRaises(CaseNotHere):
                read_messages(self.case.pk, user)
            with self.assertRaises(CaseNotHere):
                mark_read(self.case.pk, found[0].pk, user)

    def test_a_message_of_another_case_is_not_there(self):
        _, party, _ = asking(self.staff)
        send_message(party, WORDS)
        with self.assertRaises(CaseNotHere):
            mark_read(self.case.pk, party.messages.get().pk, self.staff)
        self.assertIsNone(party.messages.get().read_at)


class AfterATalkTests(TestCase):
    def setUp(self):
        self.staff = person(Role.LEAD)
        self.case, self.session = a_scheduled_case(self.staff, a_mediator())
        self.sides = sides_of(self.case)

    def states(self, state):
        Session.objects.filter(pk=self.session.pk).update(state=state)

    def test_before_it_both_can_write_and_from_its_first_minute_neither_can(self):
        for party in self.sides:
            send_message(party, WORDS)
        with time_machine.travel(self.session.starts_at + timedelta(minutes=1), tick=False):
            for party in self.sides:
                with self.assertRaises(MessagesClosed):
                    send_message(party, "What was said")
        self.assertEqual(PartyMessage.objects.count(), 2)

    def test_once_it_was_held_it_stays_shut_and_one_that_did_not_come_about_shuts_nothing(self):
        self.states(SessionState.HELD)
        with self.assertRaises(MessagesClosed):
            send_message(self.sides[0], WORDS)
        with time_machine.travel(self.session.starts_at + timedelta(days=1), tick=False):
            for state in (SessionState.NO_SHOW, SessionState.CANCELLED):
                self.states(state)
                send_message(self.sides[0], f"After {state}")
        self.assertEqual(PartyMessage.objects.count(), 2)

    def test_a_talk_with_one_side_alone_shuts_nothing(self):
        Session.objects.filter(pk=self.session.pk).delete()
        self.assertTrue(self.case.sessions.filter(state=SessionState.HELD).exists())
        send_message(self.sides[0], WORDS)

    def test_the_duty_to_answer_outlives_the_case(self):
        send_message(self.sides[0], WORDS)
        move_case(self.case.pk, "withdraw", user=self.staff)
        self.assertTrue(Duty.objects.open().filter(kind=DutyKind.ANSWER_MESSAGE).exists())
