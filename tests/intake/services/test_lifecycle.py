"""Making moves: what a move writes, all or nothing, and what refuses it."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, DutyKind, HoldReason, IneligibleReason, Sharing
from intake.exceptions import CaseChanged, CaseNotHere, MoveRefused, ReasonMissing
from intake.models import Case, CaseEvent, ClosureNotice, ContactAttempt, Duty, Notification, Party
from intake.services.lifecycle import move_case, moves_open_to
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.cases import a_case


class MoveTests(TestCase):
    def setUp(self):
        self.case = a_case()
        self.staff = person(Role.ADMINISTRATOR)

    def moves(self, name, **more):
        self.case = move_case(self.case.pk, name, user=more.pop("user", self.staff), **more)
        return self.case

    def test_a_move_writes_state_event_duties_and_audit_entry(self):
        self.moves("screen")
        case = Case.objects.get()
        self.assertEqual((case.state, case.version), (CaseState.SCREENING, 2))
        event = CaseEvent.objects.get(move="screen")
        self.assertEqual((event.from_state, event.to_state, event.actor), ("received", "screening", self.staff))
        self.assertEqual([duty.kind for duty in case.duties.open()], [DutyKind.SCREEN])
        self.assertEqual((case.next_duty, case.next_due), (DutyKind.SCREEN, case.duties.open()[0].due_on))
        self.assertTrue(AuditEvent.objects.filter(verb="change-state", object_id=str(case.pk)).exists())

    def test_nothing_is_written_when_any_part_fails(self):
        for part in ("CaseEvent.objects.create", "open_state_duties", "tell_of_move", "audit.record"):
            with self.subTest(part), mock.patch(f"intake.services.lifecycle.{part}", side_effect=RuntimeError):
                with pytest.raises(RuntimeError):
                    self.moves("screen")
                self.assertEqual(Case.objects.get().state, CaseState.RECEIVED)
                self.assertEqual(CaseEvent.objects.count(), 1)

    def test_the_wrong_state_is_refused(self):
        with pytest.raises(MoveRefused) as refused:
            self.moves("close")
        self.assertTrue(refused.value.refusal.from_state)

    def test_a_guard_refuses_and_says_what_to_do(self):
        self.moves("screen")
        with pytest.raises(MoveRefused) as refused:
            self.moves("send_to_city")
        self.assertIn("share", [guard.key for guard in refused.value.refusal.guards])

    def test_a_form_that_was_opened_before_somebody_else_wrote_is_refused(self):
        self.moves("screen")
        with pytest.raises(CaseChanged):
            self.moves("put_on_hold", reason=HoldReason.LEAVE, version=1)

    def test_whoever_may_not_see_the_case_is_told_that_it_is_not_there(self):
        for role in (Role.MEDIATOR, Role.LIAISON, Role.EDITOR, Role.AUDITOR, None):
            with self.subTest(role), pytest.raises(CaseNotHere):
                self.moves("screen", user=person(role))

    def test_a_move_that_needs_a_reason_takes_only_one_of_its_own(self):
        for reason in ("", IneligibleReason.FORCE, "because"):
            with pytest.raises(ReasonMissing):
                self.moves("put_on_hold", reason=reason)

    def test_a_hold_leads_back_to_where_the_case_was(self):
        self.moves("screen")
        self.moves("put_on_hold", reason=HoldReason.PENDING_CASE)
        self.assertEqual((self.case.state, self.case.held_from), ("on_hold", "screening"))
        self.moves("take_off_hold")
        self.assertEqual((self.case.state, self.case.held_from), ("screening", ""))

    def test_somebody_who_could_not_be_reached_three_times_in_two_ways_ends_the_case(self):
        self.moves("screen")
        party = Party.objects.get(has_asked=True)
        for days, channel in ((0, "phone"), (1, "phone"), (2, "email")):
            ContactAttempt.objects.create(
                party=party, channel=channel, result="no_answer", at=timezone.now() - timedelta(days=days)
            )
        self.moves("give_up")
        self.assertEqual(self.case.state, CaseState.UNREACHABLE)
        self.assertEqual(self.case.duties.open().count(), 0)
        letters = Notification.objects.exclude(letter="received")
        self.assertEqual([each.letter for each in letters], ["unreachable"])

    def test_the_moves_on_offer_say_what_keeps_them_closed(self):
        self.moves("screen")
        offered = {each.move.name: each for each in moves_open_to(self.case, self.staff)}
        self.assertTrue(offered["ask"].is_open)
        self.assertIn("Ask the person whether the City may see the request", " ".join(offered["send_to_city"].fixes))
        self.assertNotIn("find_eligible_here", offered)


class EndTests(TestCase):
    def test_the_city_learns_a_code_and_days_left_only_of_cases_that_it_knows(self):
        staff = person(Role.ADMINISTRATOR)
        known = a_case(answers={"filed": "yes"})
        Case.objects.filter(pk=known.pk).update(
            sharing=Sharing.YES, discovered_on=timezone.localdate() - timedelta(days=300)
        )
        unknown = a_case(answers={"filed": "yes"})
        for case in (known, unknown):
            move_case(case.pk, "withdraw", user=staff)
        notice = ClosureNotice.objects.get()
        self.assertEqual((notice.case_id, notice.code), (known.pk, "NOT_MEDIATED"))
        self.assertIn(notice.days_left, (65, 66))
        self.assertEqual([duty.case_id for duty in Duty.objects.filter(kind=DutyKind.RETURN_TO_PSU)], [known.pk])

    def test_an_ended_case_is_opened_again_by_the_lead_alone_and_only_for_a_while(self):
        case, lead = a_case(), person(Role.LEAD)
        move_case(case.pk, "withdraw", user=lead)
        with pytest.raises(MoveRefused):
            move_case(case.pk, "reopen", user=person(Role.ADMINISTRATOR), reason="came_back")
        Case.objects.update(ended_at=timezone.now() - timedelta(days=31))
        with pytest.raises(MoveRefused):
            move_case(case.pk, "reopen", user=lead, reason="came_back")
        Case.objects.update(ended_at=timezone.now() - timedelta(days=29))
        self.assertEqual(move_case(case.pk, "reopen", user=lead, reason="came_back").state, CaseState.SCREENING)

    def test_a_day_that_is_remembered_in_part_starts_no_clock(self):
        self.assertIsNone(a_case(answers={"discovered_on": "2026-02"}).discovered_on)
        self.assertEqual(a_case(answers={"discovered_on": "2026-02-04"}).discovered_on, date(2026, 2, 4))
