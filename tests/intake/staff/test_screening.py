"""Screening: the gate, named deciders, the second person, and where to turn instead."""

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from intake.constants import AttemptResult, CaseState, Channel, Check, IneligibleReason
from intake.exceptions import ReasonMissing
from intake.models import Case, ContactAttempt, EligibilityDecision, Notification, Party
from intake.services.decision import PROGRAM, find_ineligible
from intake.services.lifecycle import move_case
from intake.services.policy import change_rule
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

YES = {"yes-checklist": Check.values, "yes-decider": "Lena Ortiz, lead administrator"}
NO = {"no-reason": "force", "no-decider": "Lena Ortiz, lead administrator"}


class ScreeningTests(TestCase):
    def setUp(self):
        self.lead, self.staff = person(Role.LEAD), person(Role.ADMINISTRATOR)

    def begin(self, *, decider="program", reached=True, **answers):
        change_rule(self.lead, "decider", decider)
        case = a_case(answers=answers)
        if reached:
            self.talk(case)
        move_case(case.pk, "screen", user=self.staff)
        return case

    def talk(self, case):
        party = Party.objects.get(case=case, has_asked=True)
        ContactAttempt.objects.create(party=party, channel=Channel.PHONE, result=AttemptResult.REACHED)

    def page(self, case, user=None):
        return signed_in(user or self.lead).get(f"/admin/cases/{case.pk}/screening/")

    def decide(self, case, answer, user=None, opened=None, **data):
        case.refresh_from_db()
        prefix = {"eligible": "yes", "not-eligible": "no", "approve": "second"}[answer]
        data = {f"{prefix}-opened": opened or case.version} | data
        got = signed_in(user or self.lead).post(f"/admin/cases/{case.pk}/screening/{answer}/", data, follow=True)
        case.refresh_from_db()
        return got

    def test_the_lead_finds_a_case_eligible_with_the_whole_list_and_a_name(self):
        case = self.begin()
        self.decide(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.ELIGIBLE)
        decision = EligibilityDecision.objects.get()
        self.assertEqual((decision.made_by, decision.decider), (self.lead, YES["yes-decider"]))
        entry = AuditEvent.objects.get(object_type="intake.eligibilitydecision")
        self.assertEqual(entry.fields, ["checklist", "decider", "is_eligible"])

    def test_half_a_list_or_no_name_decides_nothing_and_loses_nothing(self):
        case = self.begin()
        for data in ({**YES, "yes-checklist": Check.values[:2]}, {**YES, "yes-decider": " "}):
            got = self.decide(case, "eligible", **data)
            self.assertContains(got, "There is a problem")
        self.assertContains(got, f'value="{Check.values[3]}"')
        self.assertEqual(case.state, CaseState.SCREENING)
        self.assertFalse(EligibilityDecision.objects.exists())

    def test_an_administrators_yes_waits_for_the_lead(self):
        case = self.begin()
        self.assertContains(self.decide(case, "eligible", self.staff, **YES), "It still waits")
        self.assertEqual(case.state, CaseState.SCREENING)
        self.assertContains(signed_in(self.lead).get(f"/admin/cases/{case.pk}/screening/"), YES["yes-decider"])

    def test_felt_bias_takes_a_second_person_and_never_the_same_one(self):
        case = self.begin(concerns=["different"])
        self.flags(case)
        self.assertContains(self.page(case), "A second person has to approve this one")
        self.decide(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.SCREENING)
        self.assertNotContains(self.page(case), "Approve it as the second person")
        self.assertContains(self.decide(case, "approve"), "This takes a second person")
        self.assertContains(self.page(case, self.staff), "Approve it as the second person")
        self.decide(case, "approve", self.staff)
        self.assertEqual(EligibilityDecision.objects.get().approved_by, self.staff)
        self.assertEqual(case.state, CaseState.SCREENING)
        second = person()
        second.groups.set(self.lead.groups.all())
        move = {"yes-checklist": Check.values, "yes-decider": "Lena Ortiz"}
        self.decide(case, "eligible", self.staff, **move)
        self.decide(case, "approve", second)
        self.assertEqual(case.state, CaseState.ELIGIBLE)

    def flags(self, case):
        Case.objects.filter(pk=case.pk).update(flags_resolved_at=timezone.now(), flags_resolved_by=self.staff)

    def test_the_database_itself_refuses_approving_ones_own_decision(self):
        decision = EligibilityDecision(case=a_case(), is_eligible=True, decider="L", made_by=self.lead)
        decision.approved_by = self.lead
        with pytest.raises(IntegrityError), transaction.atomic():
            decision.save()

    def test_the_gate_holds_while_answers_ask_for_a_call(self):
        case = self.begin(during=["weapon"])
        page = self.page(case)
        self.assertContains(page, "A weapon was pointed at someone")
        self.assertContains(page, "Some answers ask for a call. Make it")
        self.decide(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.SCREENING)
        self.flags(case)
        self.decide(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.ELIGIBLE)

    def test_nobody_is_turned_away_unheard(self):
        case = self.begin(reached=False)
        self.assertContains(self.decide(case, "not-eligible", **NO), "Talk with the person who asked")
        self.assertEqual(case.state, CaseState.SCREENING)
        self.assertFalse(EligibilityDecision.objects.exists())

    def test_a_no_ends_the_case_with_a_letter_and_says_where_to_turn(self):
        case = self.begin()
        page = self.decide(case, "not-eligible", self.staff, **NO)
        self.assertEqual((case.state, case.end_reason), (CaseState.INELIGIBLE, IneligibleReason.FORCE))
        self.assertContains(page, "Where the person can turn instead")
        self.assertContains(page, "Formal complaint")
        self.assertTrue(Notification.objects.filter(letter="ineligible").exists())

    def test_the_citys_discretion_is_explained_in_words_that_are_sealed_and_no_other_reason_is(self):
        case, words = self.begin(), "An inquiry into the same evening is open."
        city = NO | {"no-reason": "city"}
        self.assertContains(self.decide(case, "not-eligible", **city), "Say why in a sentence or two")
        self.assertContains(self.decide(case, "not-eligible", **NO, **{"no-explanation": words}), "Leave this empty")
        self.assertEqual(case.state, CaseState.SCREENING)
        page = self.decide(case, "not-eligible", **city, **{"no-explanation": words})
        self.assertEqual((case.state, EligibilityDecision.objects.get().explanation), (CaseState.INELIGIBLE, words))
        self.assertContains(page, words)
        sealed = EligibilityDecision.objects.values_list("explanation", flat=True).get()
        self.assertNotIn(b"inquiry", bytes(sealed))
        entries = AuditEvent.objects.filter(object_type="intake.eligibilitydecision", verb="view")
        self.assertEqual([entry.fields for entry in entries], [["explanation"]])

    def test_the_service_asks_for_the_words_too(self):
        case = self.begin()
        for reason, words in (("city", ""), ("city", "  "), ("force", "Something")):
            with self.assertRaises(ReasonMissing):
                find_ineligible(
                    case.pk, user=self.lead, opened=Case.objects.get().version, door=PROGRAM, reason=reason,
                    decider="Lena Ortiz", explanation=words,
                )  # fmt: skip

    def test_where_the_city_decides_the_program_records_no_yes(self):
        case = self.begin(decider="city")
        self.assertContains(self.page(case), "The City decides: send it for review.")
        self.decide(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.SCREENING)
        self.assertFalse(EligibilityDecision.objects.exists())

    def test_a_decision_counts_for_the_state_that_it_was_made_in(self):
        case = self.begin()
        self.decide(case, "eligible", **YES)
        move_case(case.pk, "put_on_hold", user=self.staff, reason="leave")
        Case.objects.filter(pk=case.pk).update(state="withdrawn", held_from="", ended_at=timezone.now())
        move_case(case.pk, "reopen", user=self.lead, reason="came_back")
        self.assertNotContains(self.page(case), "The decision that stands")
        got = self.decide(case, "approve", self.staff)
        self.assertEqual(got.status_code, 409)

    def test_whoever_comes_second_keeps_what_they_typed_and_sees_what_stands(self):
        case = self.begin(concerns=["different"])
        self.flags(case)
        opened = Case.objects.get().version
        self.decide(case, "eligible", self.staff, opened=opened, **YES)
        got = self.decide(case, "not-eligible", self.lead, opened=opened, **NO)
        self.assertEqual(got.status_code, 409)
        self.assertContains(got, "The decision that stands: eligible", status_code=409)
        self.assertContains(got, 'value="force" selected', status_code=409)
        self.assertEqual(case.state, CaseState.SCREENING)
        again = {"no-opened": got.context["no_form"]["opened"].value(), **NO}
        self.decide(case, "not-eligible", self.lead, **again)
        self.assertEqual(case.state, CaseState.INELIGIBLE)
