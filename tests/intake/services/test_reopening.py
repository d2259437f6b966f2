"""A case that is opened again: what its earlier end settled counts no more, and is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, ClosureCode, DutyKind, RetentionClass, Sharing
from intake.exceptions import MoveRefused
from intake.models import Case, ClosureNotice, Duty, EarlierEnd, Outcome
from intake.rules.clock import years_after
from intake.rules.policy import Policy
from intake.services.city import city_cases, row_of
from intake.services.duties import open_state_duties
from intake.services.ending import kept_until
from intake.services.lifecycle import move_case
from intake.services.outcome import close_case, end_mediation, extend_mediation, record_follow_up
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.sessions import a_mediator, a_prepared_case


class ReopeningTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff, cls.lead, cls.liaison = person(Role.ADMINISTRATOR), person(Role.LEAD), person(Role.LIAISON)
        case = a_prepared_case(cls.staff, a_mediator())
        Outcome.objects.create(
            case=case, code="UNDERSTANDING", has_agreement=False, reported_by=cls.staff, approved_by=cls.lead
        )
        case.state, case.state_since, case.sharing = CaseState.FOLLOW_UP, timezone.now(), Sharing.YES
        open_state_duties(case, Policy())
        case.save()
        cls.case_id, cls.today = case.pk, timezone.localdate()

    @property
    def case(self):
        return Case.objects.get(pk=self.case_id)

    def outcome(self):
        return Outcome.objects.get(case=self.case_id)

    def days(self):
        found = Duty.objects.open().filter(case=self.case_id, party=None)
        return {duty.kind: (duty.due_on - timezone.localdate()).days for duty in found}

    def settles(self):
        end_mediation(self.case_id, self.staff, timezone.localdate())
        record_follow_up(self.case_id, self.staff, {})

    def closes(self):
        close_case(self.case_id, self.lead, RetentionClass.STANDARD)

    def reopens(self, move="reopen_closed"):
        return move_case(self.case_id, move, user=self.lead, reason="came_back")

    def city_row(self):
        row = row_of(city_cases(self.liaison).get(pk=self.case_id))
        return row.code, row.on

    def test_what_the_earlier_end_settled_is_due_anew_and_kept_as_it_was(self):
        self.settles()
        before = self.outcome()
        self.closes()
        self.assertEqual(self.days(), {})
        self.reopens()
        outcome = self.outcome()
        self.assertEqual((outcome.ended_on, outcome.extended_to, outcome.followed_up_at), (None, None, None))
        self.assertEqual((outcome.code, outcome.approved_by), ("UNDERSTANDING", self.lead))
        [kept] = EarlierEnd.objects.all()
        self.assertEqual((kept.ended_on, kept.followed_up_at), (self.today, before.followed_up_at))
        self.assertEqual(self.days(), {DutyKind.TEN_DAYS: 10, DutyKind.FOLLOW_UP: 60, DutyKind.CLOSE: 90})
        with pytest.raises(MoveRefused) as refused:
            self.closes()
        self.assertEqual([guard.key for guard in refused.value.refusal.guards], ["ten_days", "followed_up"])
        page = signed_in(self.staff).get(f"/admin/cases/{self.case_id}/outcome/")
        self.assertContains(page, "Before the case was opened again")
        self.settles()
        self.closes()
        self.assertEqual(EarlierEnd.objects.count(), 1)

    @pytest.mark.proves("G7")
    def test_the_record_is_kept_from_the_present_end_and_as_long_as_the_case_is_open_without_a_day(self):
        self.settles()
        self.closes()
        self.assertEqual(kept_until(self.case, Policy()), years_after(self.today, 5))
        later = timezone.now() + timedelta(days=20)
        with time_machine.travel(later):
            self.reopens()
            self.assertIsNone(kept_until(self.case, Policy()))
            self.assertFalse(Case.objects.ended_before(later + timedelta(days=9999)).exists())
            self.assertNotContains(signed_in(self.staff).get(f"/admin/cases/{self.case_id}/"), "is kept at least until")
        with time_machine.travel(later + timedelta(days=20)):
            self.settles()
            self.closes()
            self.assertEqual(kept_until(self.case, Policy()), years_after(self.today + timedelta(days=40), 5))
            self.assertFalse(Case.objects.ended_before(later).exists())

    def test_the_city_reads_the_notice_of_the_present_end_alone(self):
        self.settles()
        self.closes()
        closed = ClosureCode.COMPLETED_RESOLVED.label
        self.assertEqual(self.city_row(), (closed, self.today))
        with time_machine.travel(timezone.now() + timedelta(days=5)):
            self.reopens()
            self.assertEqual(self.city_row(), ("", None))
            self.settles()
            self.closes()
            self.assertEqual(self.city_row(), (closed, self.today + timedelta(days=5)))
        self.assertEqual(ClosureNotice.objects.count(), 2)

    def test_a_case_that_stopped_after_its_outcome_does_not_bring_the_earlier_days_along(self):
        extend_mediation(self.case_id, self.staff, self.today + timedelta(days=30))
        Case.objects.filter(pk=self.case_id).update(told_at=timezone.now())
        move_case(self.case_id, "refer_serious", user=self.staff)
        self.assertEqual(self.reopens("reopen").state, CaseState.SCREENING)
        self.assertIsNone(self.outcome().extended_to)
        self.assertEqual(EarlierEnd.objects.get().extended_to, self.today + timedelta(days=30))

    def test_where_nothing_was_settled_nothing_is_kept(self):
        move_case(self.case_id, "put_on_hold", user=self.staff, reason="leave")
        move_case(self.case_id, "take_off_hold", user=self.staff)
        self.settles()
        move_case(self.case_id, "put_on_hold", user=self.staff, reason="leave")
        move_case(self.case_id, "take_off_hold", user=self.staff)
        self.assertFalse(EarlierEnd.objects.exists())
        self.assertEqual((self.outcome().ended_on, set(self.days())), (self.today, {DutyKind.CLOSE}))

    def test_setting_aside_is_one_transaction_with_the_move(self):
        self.settles()
        self.closes()
        entries = AuditEvent.objects.count()
        Case.objects.filter(pk=self.case_id).update(ended_at=timezone.now() - timedelta(days=31))
        with pytest.raises(MoveRefused):
            self.reopens()
        self.assertEqual((AuditEvent.objects.count(), EarlierEnd.objects.count()), (entries, 0))
