"""Reminding about a question that waits for an answer."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import DutyKind
from intake.models import Notification
from intake.services.lifecycle import move_case
from intake.services.question import remind_of_questions
from portal.common.roles import Role
from tests.base import person
from tests.cases import a_case


class ReminderTests(TestCase):
    def test_a_person_is_reminded_once_on_the_day_set_for_it_and_told_the_last_day(self):
        case, staff = a_case(), person(Role.ADMINISTRATOR)
        move_case(case.pk, "screen", user=staff)
        move_case(case.pk, "ask", user=staff)
        now = timezone.now()
        self.assertEqual(remind_of_questions(now + timedelta(days=4)), 0)
        with time_machine.travel(now + timedelta(days=5)):
            self.assertEqual([remind_of_questions(timezone.now()) for _ in range(2)], [1, 0])
        first, second = Notification.objects.order_by("queued_at")
        self.assertEqual((first.letter, second.letter), ("question", "question_reminder"))
        self.assertNotIn("{answer_by}", second.body)
        self.assertEqual([duty.kind for duty in case.duties.open()], [DutyKind.ANSWER_BY])
