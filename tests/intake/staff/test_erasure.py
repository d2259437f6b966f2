"""Staff delete what a side asked us to delete: after the end, never under a hold, and no more than the rules allow."""

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseKind, CaseState, DutyKind, LetterKind
from intake.models import Case, ContactTrace, Duty, Notification, ParticipantCode, Party, Referral
from intake.notifications import queue_letter
from intake.services.erasure import OWN_COLUMNS, PROGRAM_COLUMNS, ask_erasure
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.intake.services.consents import sides_of
from tests.intake.spaces import code_for, comes_in

SECRETS = {
    "account": "Canary account", "hopes_more": "Canary hopes", "avoid": "Canary avoid", "address": "Canary street",
    "access_more": "Canary seat", "interpreter": "yes", "helper_name": "Canary helper",
}  # fmt: skip
CHECKED = {"what": "erase", "is_checked": "on"}


class ErasureTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.browser = signed_in(self.staff)
        self.case = a_case(answers=SECRETS)
        self.community, self.employee = sides_of(self.case)
        self.url = f"/admin/cases/{self.case.pk}/erase/community/"

    def asks(self, party=None):
        self.letter = queue_letter(self.community, LetterKind.CLOSED, key="a letter")
        self.code = code_for(self.community, self.staff)
        ask_erasure(party or self.community)

    def ends(self, **more):
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.WITHDRAWN, ended_at=timezone.now(), **more)

    def referral(self):
        return Referral.objects.get(pk=self.case.referral_id)

    @pytest.mark.proves("G7")
    def test_everything_of_a_side_goes_and_that_there_was_a_request_stays(self):
        self.asks()
        self.assertRedirects(self.browser.post(self.url, CHECKED), f"/admin/cases/{self.case.pk}/")
        party = Party.objects.get(pk=self.community.pk)
        self.assertEqual((party.name, party.contact, party.safe_contact, party.needs), ("", {}, {}, {}))
        self.assertEqual([getattr(self.referral(), name) for name in OWN_COLUMNS], [{}] * len(OWN_COLUMNS))
        self.assertTrue(self.referral().reference)
        letters = Notification.objects.filter(party=party)
        self.assertEqual({(each.title, each.body, each.english_body) for each in letters}, {("", "", "")})
        self.assertFalse(letters.filter(state=Notification.State.QUEUED).exists())
        self.assertFalse(ParticipantCode.objects.filter(party=party).exists())
        self.assertEqual(comes_in(self.code)["Location"], "/en/my/?refusal=closed")
        self.assertFalse(Case.objects.get(pk=self.case.pk).wants_interpreter)
        page = self.browser.get(f"/admin/cases/{self.case.pk}/")
        self.assertContains(page, "Deleted what they asked us to delete")
        self.assertNotContains(page, "Canary")
        self.assertNotContains(page, "Rosa")
        self.assertEqual(self.browser.get(self.url).status_code, 404)
        (duty,) = Duty.objects.filter(party=party, kind=DutyKind.ERASE)
        self.assertEqual(duty.done_by, self.staff)
        self.assertTrue(AuditEvent.objects.filter(verb="delete", object_id=str(party.pk)).exists())

    def test_the_search_finds_nobody_by_what_is_gone_and_the_other_side_still(self):
        self.asks()
        self.browser.post(self.url, CHECKED)
        kinds = set(ContactTrace.objects.filter(referral=self.case.referral).values_list("kind", flat=True))
        self.assertEqual(kinds, {"name"})

    def test_a_record_under_the_citys_schedule_keeps_the_request_and_loses_what_the_program_alone_knew(self):
        Case.objects.filter(pk=self.case.pk).update(kind=CaseKind.COMPLAINT)
        self.asks()
        self.assertContains(self.browser.get(self.url), "it is under the City&#x27;s schedule")
        self.browser.post(self.url, CHECKED)
        self.assertEqual([getattr(self.referral(), name) for name in PROGRAM_COLUMNS], [{}] * len(PROGRAM_COLUMNS))
        self.assertEqual(self.referral().account["account"], "Canary account")
        self.assertEqual(Party.objects.get(pk=self.community.pk).name, "Rosa Villanueva")

    def test_the_other_side_loses_its_own_data_alone(self):
        self.employee.contact = {"email": "employee@example.org"}
        self.employee.save()
        self.asks(self.employee)
        self.ends()
        self.browser.post(f"/admin/cases/{self.case.pk}/erase/employee/", CHECKED)
        self.assertEqual(Party.objects.get(pk=self.employee.pk).contact, {})
        self.assertEqual(self.referral().account["account"], "Canary account")
        self.assertTrue(Party.objects.get(pk=self.community.pk).contact)

    @pytest.mark.proves("G7")
    def test_nothing_goes_under_a_hold_or_while_the_case_is_open(self):
        self.asks()
        for state, hold in ((CaseState.WITHDRAWN, timezone.now()), (CaseState.FOLLOW_UP, None)):
            Case.objects.filter(pk=self.case.pk).update(state=state, legal_hold_at=hold)
            page = self.browser.post(self.url, CHECKED)
            self.assertEqual(page.status_code, 200)
            self.assertContains(page, "legal hold" if hold else "still open")
            self.assertTrue(Party.objects.get(pk=self.community.pk).contact)
            self.assertTrue(self.referral().account)

    def test_it_takes_a_choice_and_a_check(self):
        self.asks()
        for data in ({}, {"what": "x"}, {"what": "erase"}):
            self.assertContains(self.browser.post(self.url, data), "error-summary")
        self.assertTrue(Party.objects.get(pk=self.community.pk).contact)

    def test_who_took_it_back_loses_nothing_and_can_ask_anew(self):
        self.asks()
        self.browser.post(self.url, {"what": "keep"})
        self.assertTrue(Party.objects.get(pk=self.community.pk).contact)
        self.assertFalse(Duty.objects.open().filter(kind=DutyKind.ERASE).exists())
        ask_erasure(self.community)
        self.assertEqual(Duty.objects.open().filter(kind=DutyKind.ERASE).count(), 1)

    def test_nobody_deletes_what_no_side_asked_to_delete(self):
        for side in ("community", "employee", "nobody"):
            for answer in (self.browser.get, self.browser.post):
                self.assertEqual(answer(f"/admin/cases/{self.case.pk}/erase/{side}/").status_code, 404)
