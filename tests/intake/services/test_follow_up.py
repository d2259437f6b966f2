"""The letter of the follow-up: when its duty falls due, to each side once, by the way that is safe."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, Channel, DutyKind, LetterKind
from intake.models import Case, Duty, Notification, Outcome, Party
from intake.rules.policy import Policy
from intake.services.asking import morning_of
from intake.services.duties import open_state_duties
from intake.services.follow_up import ask_how_it_went
from intake.services.letter import send_by_hand
from intake.services.outcome import record_follow_up
from intake.services.space import read_status
from intake.services.worker import JOBS
from portal.common.roles import Role
from tests.base import person
from tests.sessions import a_mediator, a_prepared_case

DAY = timedelta(days=1)


def follow_ups(**which):
    return Notification.objects.filter(letter=LetterKind.FOLLOW_UP, **which)


class FollowUpLetterTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case = self.a_case_to_follow_up()
        self.due = Duty.objects.open().get(kind=DutyKind.FOLLOW_UP).due_on

    def a_case_to_follow_up(self, **more):
        mediator = getattr(self, "mediator", None) or a_mediator()
        self.mediator = mediator
        case = a_prepared_case(self.staff, mediator, **more)
        Outcome.objects.create(case=case, code="UNDERSTANDING", has_agreement=False, reported_by=self.staff)
        case.state, case.state_since = CaseState.FOLLOW_UP, timezone.now()
        open_state_duties(case, Policy())
        case.save()
        return case

    def runs(self, *moments):
        for moment in moments:
            with time_machine.travel(moment, tick=False):
                ask_how_it_went(timezone.now())

    def on(self, day, hours=1):
        return morning_of(day) + timedelta(hours=hours)

    def test_the_worker_runs_it(self):
        self.assertIn(ask_how_it_went, [job.run for job in JOBS])

    def test_a_sides_page_tells_the_day_of_the_call_and_no_day_of_what_the_program_does_alone(self):
        party = Party.objects.select_related("case", "consent").filter(case=self.case).first()
        self.assertEqual(read_status(party).by, self.due)
        Duty.objects.filter(kind=DutyKind.FOLLOW_UP).update(done_at=timezone.now())
        self.assertIsNone(read_status(party).by)

    def test_both_sides_are_asked_on_the_day_that_the_duty_falls_due_and_once(self):
        self.assertEqual(self.due, timezone.localdate() + 60 * DAY)
        self.runs(*(self.on(self.due - n * DAY) for n in (59, 30, 1)), self.on(self.due, hours=-1))
        self.assertFalse(follow_ups().exists())
        self.runs(self.on(self.due), self.on(self.due), self.on(self.due + DAY), self.on(self.due + 30 * DAY))
        self.assertEqual(sorted(follow_ups().values_list("party__side", flat=True)), ["community", "employee"])
        self.assertEqual(follow_ups(party__side="community").get().language, "es")

    def test_a_worker_that_slept_asks_later(self):
        self.runs(self.on(self.due + 9 * DAY))
        self.assertEqual(follow_ups().count(), 2)

    def test_the_duty_itself_stays_open(self):
        self.runs(self.on(self.due))
        self.assertTrue(Duty.objects.open().filter(kind=DutyKind.FOLLOW_UP).exists())

    @pytest.mark.proves("G16")
    def test_it_goes_the_safe_way_and_a_person_is_asked_where_no_message_can_go(self):
        party = Party.objects.get(case=self.case, has_asked=True)
        party.contact, party.safe_contact = {"phone": "+16265550142"}, {"text_message": "no", "avoid": "Evenings"}
        party.save()
        self.runs(self.on(self.due))
        self.assertEqual(follow_ups(party=party).get().channel, Channel.PHONE)
        self.assertTrue(Duty.objects.open().filter(kind=DutyKind.CALL_PARTY, party=party).exists())
        case = Case.objects.get(pk=self.case.pk)
        first = case.duties.open().first()
        self.assertEqual((case.next_duty, case.next_due), (first.kind, first.due_on))

    def test_whoever_was_written_to_by_hand_is_not_asked_twice(self):
        party = Party.objects.get(case=self.case, has_asked=True)
        token = "0b8e9b52-2d0c-4a53-9d2f-6a8f6f1c0a11"
        send_by_hand(self.case.pk, party.pk, LetterKind.FOLLOW_UP, user=self.staff, token=token, allow_english=False)
        self.runs(self.on(self.due))
        self.assertEqual(sorted(follow_ups().values_list("party__side", flat=True)), ["community", "employee"])

    def test_there_is_none_once_the_follow_up_is_recorded_or_while_the_case_waits(self):
        record_follow_up(self.case.pk, self.staff, {})
        waiting = self.a_case_to_follow_up()
        Case.objects.filter(pk=waiting.pk).update(state=CaseState.ON_HOLD, held_from=CaseState.FOLLOW_UP)
        self.runs(self.on(self.due))
        self.assertFalse(follow_ups().exists())

    def test_a_case_that_was_on_hold_after_the_letter_is_not_asked_again(self):
        self.runs(self.on(self.due))
        Duty.objects.open().filter(kind=DutyKind.FOLLOW_UP).update(dropped_at=timezone.now())
        Duty.objects.create(case=self.case, kind=DutyKind.FOLLOW_UP, opened_on=self.due, due_on=self.due + 60 * DAY)
        self.runs(self.on(self.due + 60 * DAY))
        self.assertEqual(follow_ups().count(), 2)
