"""What test_case_machine.py found, or reading the rules for it, each played plainly."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, DutyKind, HoldReason, NotMediatedReason, ReopenReason
from intake.exceptions import MoveRefused, TooLateToWithdraw
from intake.models import Case, Consent, Duty, Notification, Session
from intake.rules.space import Next
from intake.services.consent import remind_consents, withdraw_party
from intake.services.lifecycle import move_case
from intake.services.space import read_status
from intake.views.my import words
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.intake.services.consents import YES, asking, both_say_yes, says, sides_of
from tests.intake.spaces import let_in
from tests.sessions import a_mediator, a_place, a_scheduled_case


class FoundTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def is_held_and_goes_on(self, case):
        move_case(case.pk, "put_on_hold", user=self.staff, reason=HoldReason.LEAVE)
        move_case(case.pk, "take_off_hold", user=self.staff)

    def test_a_side_that_answers_before_the_worker_wrote_it_was_asked_hears_of_the_end(self):
        case, community, employee = asking(self.staff, order="community")
        says(community, YES)
        with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
            says(employee, YES)
            remind_consents(timezone.now())
            self.assertIsNotNone(Consent.objects.get(party=employee).invited_at)
            withdraw_party(community)
        told = Notification.objects.filter(case=case, letter="withdrawn")
        self.assertEqual({each.party_id for each in told}, {community.pk, employee.pk})

    def test_nobody_steps_back_from_a_hold_that_came_after_the_outcome(self):
        for state in (CaseState.OUTCOME, CaseState.FOLLOW_UP):
            case = both_say_yes(self.staff)
            Case.objects.filter(pk=case.pk).update(state=state)
            move_case(case.pk, "put_on_hold", user=self.staff, reason=HoldReason.LEAVE)
            party = sides_of(case)[0]
            with self.subTest(state), pytest.raises(TooLateToWithdraw):
                withdraw_party(party)
            with self.subTest(state), pytest.raises(MoveRefused):
                move_case(case.pk, "withdraw", user=self.staff)
            client = let_in(party)
            self.assertNotContains(client.get("/en/my/status/"), "step-back/")
            self.assertEqual(client.post("/en/my/step-back/")["Location"], "/en/my/status/?done=too-late")

    def test_after_a_hold_the_case_page_has_a_button_to_find_another_time(self):
        case, _ = a_scheduled_case(self.staff, a_mediator(), a_place())
        self.is_held_and_goes_on(case)
        browser, address = signed_in(self.staff), f"/admin/cases/{case.pk}/"
        self.assertContains(browser.get(address), f'action="{address}move/unschedule/"')
        case.refresh_from_db()
        browser.post(f"{address}move/unschedule/", {"opened": case.version})
        case.refresh_from_db()
        self.assertEqual(case.state, CaseState.PREMEDIATION)

    def test_nobody_is_told_to_come_to_a_meeting_that_was_called_off_or_is_over(self):
        case, session = a_scheduled_case(self.staff, a_mediator(), a_place())
        party = sides_of(case)[0]
        meet = str(words.NEXT[Next.MEET])
        self.assertContains(let_in(party).get("/en/my/status/"), meet)
        with time_machine.travel(session.ends_at + timedelta(hours=1), tick=False):
            self.assertNotContains(let_in(party).get("/en/my/status/"), meet)
        self.is_held_and_goes_on(case)
        self.assertFalse(Session.objects.filter(case=case, state="confirmed").exists())
        self.assertNotContains(let_in(party).get("/en/my/status/"), meet)
        party.refresh_from_db()
        self.assertEqual(read_status(party).next, Next.FINISH)

    def test_a_complaint_whose_case_is_opened_again_is_watched_again_and_not_returned(self):
        lead = person(Role.LEAD)
        discovered = timezone.localdate() - timedelta(days=30)
        case = a_case(answers={"filed": "yes", "discovered_on": discovered.isoformat()})
        Case.objects.filter(pk=case.pk).update(state=CaseState.MEDIATOR_ASSIGN, sharing="yes")
        for _ in range(2):
            move_case(case.pk, "end_not_mediated", user=self.staff, reason=NotMediatedReason.TIME_LIMIT)
            self.assertEqual(self.kinds(case), [DutyKind.RETURN_TO_PSU])
            move_case(case.pk, "reopen", user=lead, reason=ReopenReason.CAME_BACK)
            self.assertIn(DutyKind.CLOCK, self.kinds(case))
            self.assertNotIn(DutyKind.RETURN_TO_PSU, self.kinds(case))
            Case.objects.filter(pk=case.pk).update(state=CaseState.MEDIATOR_ASSIGN)

    def kinds(self, case):
        letters = {DutyKind.POST_LETTER, DutyKind.CALL_PARTY}
        found = Duty.objects.filter(case=case).exclude(kind__in=letters).open()
        return list(found.values_list("kind", flat=True))
