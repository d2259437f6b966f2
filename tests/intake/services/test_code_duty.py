"""The duty to give a side its code: opened with its own day of asking, done when it has one."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, DutyKind
from intake.models import Case, Consent, Duty
from intake.rules.clock import add_business_days
from intake.services.consent import close_consent_windows, record_talk, remind_consents
from intake.services.policy import change_rule
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import with_versions
from tests.intake.services.consents import NO, an_eligible_case, ask_both, asking, says, sides_of
from tests.intake.spaces import code_for


def open_for(case):
    duties = Duty.objects.open().filter(case=case, kind=DutyKind.HAND_OVER_CODE)
    return set(duties.values_list("party__side", flat=True))


class CodeDutyTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)

    def test_each_side_without_a_code_brings_one_and_a_side_with_one_none(self):
        case, _, _ = asking(self.staff)
        self.assertEqual(open_for(case), {"community", "employee"})
        duty = case.duties.open().filter(kind=DutyKind.HAND_OVER_CODE).first()
        self.assertEqual(duty.due_on, add_business_days(timezone.localdate(), 2))
        self.assertEqual(Case.objects.get(pk=case.pk).next_duty, DutyKind.HAND_OVER_CODE)
        case = an_eligible_case()
        code_for(sides_of(case)[0], self.staff)
        ask_both(case, self.staff)
        self.assertEqual(open_for(case), {"employee"})

    def test_it_is_done_when_the_side_gets_its_code(self):
        case, community, employee = asking(self.staff)
        code_for(employee, self.staff)
        self.assertEqual(open_for(case), {"community"})
        code_for(community, self.staff)
        done = case.duties.filter(kind=DutyKind.HAND_OVER_CODE)
        self.assertEqual({duty.done_by for duty in done}, {self.staff})
        self.assertEqual(Case.objects.get(pk=case.pk).next_duty, DutyKind.CONSENT_BY)

    def test_a_side_that_is_asked_later_brings_it_on_its_own_day(self):
        with time_machine.travel("2026-03-02 20:00Z", tick=False) as clock:
            case, _, _ = asking(self.staff, order="community")
            self.assertEqual(open_for(case), {"community"})
            remind_consents(timezone.now())
            self.assertEqual(open_for(case), {"community"})
            clock.shift(timedelta(days=3))
            for _ in range(2):
                remind_consents(timezone.now())
            self.assertEqual(open_for(case), {"community", "employee"})
            self.assertEqual(case.duties.filter(kind=DutyKind.HAND_OVER_CODE).count(), 2)

    def test_a_talk_before_the_worker_came_brings_it_too(self):
        with time_machine.travel("2026-03-02 20:00Z", tick=False) as clock:
            case, _, employee = asking(self.staff, order="community")
            clock.shift(timedelta(days=3))
            record_talk(employee, self.staff)
            self.assertEqual(open_for(case), {"community", "employee"})

    def test_it_ends_with_the_case(self):
        case, community, employee = asking(self.staff)
        says(community, NO)
        says(employee, NO)
        self.assertEqual(Case.objects.get(pk=case.pk).state, CaseState.NOT_MEDIATED)
        self.assertEqual(open_for(case), set())

    @pytest.mark.proves("G1")
    def test_it_does_not_depend_on_what_the_other_side_says(self):
        seen = set()
        for answer in (None, NO):
            _, community, employee = asking(self.staff)
            if answer:
                says(community, answer)
            close_consent_windows(timezone.now())
            seen.add(repr(list(Duty.objects.open().filter(party=employee).values_list("kind", "due_on"))))
        self.assertEqual(len(seen), 1)

    def test_its_days_are_a_rule_of_the_program(self):
        change_rule(person(Role.LEAD), "code_days", 5)
        case, _, _ = asking(self.staff)
        due = case.duties.filter(kind=DutyKind.HAND_OVER_CODE).values_list("due_on", flat=True)
        self.assertEqual(set(due), {add_business_days(timezone.localdate(), 5)})

    def test_the_case_page_leads_to_the_code_and_somebody_who_wants_none_is_ticked_off(self):
        case, _, employee = asking(self.staff)
        browser = with_versions(signed_in(self.staff))
        page = browser.get(f"/admin/cases/{case.pk}/")
        self.assertContains(page, f'href="/admin/cases/{case.pk}/code/employee/">Give a side its code</a>')
        duty = case.duties.get(kind=DutyKind.HAND_OVER_CODE, party=employee)
        browser.post(f"/admin/cases/{case.pk}/duties/{duty.pk}/done/")
        self.assertEqual(open_for(case), {"community"})

    @pytest.mark.proves("G1")
    def test_neither_the_city_nor_a_side_sees_it(self):
        case, community, _ = asking(self.staff)
        Consent.objects.filter(party=community).update(state="invited")
        page = signed_in(person(Role.LIAISON)).get(f"/admin/city/{case.pk}/")
        self.assertNotContains(page, "code", status_code=page.status_code)
