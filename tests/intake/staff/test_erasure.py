"""Two people delete what a side asked us to delete: after the end, never under a hold, no more than the rules allow."""

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseKind, CaseState, DutyKind, LetterKind
from intake.exceptions import ErasureRefused
from intake.models import Case, ContactTrace, Duty, Erasure, Notification, ParticipantCode, Party, Referral
from intake.notifications import queue_letter
from intake.services.erasure import OWN_COLUMNS, PROGRAM_COLUMNS, SAME_PERSON, ask_erasure, erase_party
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.intake.services.consents import sides_of
from tests.intake.spaces import code_for, comes_in
from tests.sessions import another

SECRETS = {
    "account": "Canary account", "hopes_more": "Canary hopes", "avoid": "Canary avoid", "address": "Canary street",
    "access_more": "Canary seat", "interpreter": "yes", "helper_name": "Canary helper",
}  # fmt: skip
ASKED = {"what": "ask", "reason": "own_page", "is_checked": "on"}
CHECKED = {"what": "erase", "is_checked": "on"}


class ErasureTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.other = another(Role.ADMINISTRATOR, "second")
        self.browser, self.second = signed_in(self.staff), signed_in(self.other)
        self.case = a_case(answers=SECRETS)
        self.community, self.employee = sides_of(self.case)
        self.url = f"/admin/cases/{self.case.pk}/erase/community/"

    def asks(self, party=None):
        self.letter = queue_letter(self.community, LetterKind.CLOSED, key="a letter")
        self.code = code_for(self.community, self.staff)
        ask_erasure(party or self.community)

    def two_delete(self, side="community"):
        """One person asks for it, another deletes."""
        url = f"/admin/cases/{self.case.pk}/erase/{side}/"
        self.browser.post(url, ASKED)
        return self.second.post(url, CHECKED)

    def is_there(self):
        return bool(Party.objects.get(pk=self.community.pk).contact and self.referral().account)

    def ends(self, **more):
        Case.objects.filter(pk=self.case.pk).update(state=CaseState.WITHDRAWN, ended_at=timezone.now(), **more)

    def referral(self):
        return Referral.objects.get(pk=self.case.referral_id)

    @pytest.mark.proves("G7")
    def test_everything_of_a_side_goes_and_that_there_was_a_request_stays(self):
        self.asks()
        self.assertRedirects(self.two_delete(), f"/admin/cases/{self.case.pk}/")
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
        self.assertEqual(duty.done_by, self.other)
        erasure = Erasure.objects.get(party=party)
        self.assertEqual((erasure.asked_by, erasure.reason, erasure.done_by), (self.staff, "own_page", self.other))
        self.assertTrue(AuditEvent.objects.filter(verb="delete", object_id=str(party.pk)).exists())

    def test_the_search_finds_nobody_by_what_is_gone_and_the_other_side_still(self):
        self.asks()
        self.two_delete()
        kinds = set(ContactTrace.objects.filter(referral=self.case.referral).values_list("kind", flat=True))
        self.assertEqual(kinds, {"name"})

    def test_a_record_under_the_citys_schedule_keeps_the_request_and_loses_what_the_program_alone_knew(self):
        Case.objects.filter(pk=self.case.pk).update(kind=CaseKind.COMPLAINT)
        self.asks()
        self.assertContains(self.browser.get(self.url), "it is under the City&#x27;s schedule")
        self.two_delete()
        self.assertEqual([getattr(self.referral(), name) for name in PROGRAM_COLUMNS], [{}] * len(PROGRAM_COLUMNS))
        self.assertEqual(self.referral().account["account"], "Canary account")
        self.assertEqual(Party.objects.get(pk=self.community.pk).name, "Rosa Villanueva")

    def test_the_other_side_loses_its_own_data_alone(self):
        self.employee.contact = {"email": "employee@example.org"}
        self.employee.save()
        self.asks(self.employee)
        self.ends()
        self.two_delete("employee")
        self.assertEqual(Party.objects.get(pk=self.employee.pk).contact, {})
        self.assertEqual(self.referral().account["account"], "Canary account")
        self.assertTrue(Party.objects.get(pk=self.community.pk).contact)

    @pytest.mark.proves("G7")
    def test_nothing_goes_under_a_hold_or_while_the_case_is_open(self):
        self.asks()
        for state, hold in ((CaseState.WITHDRAWN, timezone.now()), (CaseState.FOLLOW_UP, None)):
            Case.objects.filter(pk=self.case.pk).update(state=state, legal_hold_at=hold)
            page = self.browser.post(self.url, ASKED)
            self.assertEqual(page.status_code, 200)
            self.assertContains(page, "legal hold" if hold else "still open")
            self.assertTrue(self.is_there())
        self.ends(legal_hold_at=None)
        self.browser.post(self.url, ASKED)
        for state, hold in ((CaseState.WITHDRAWN, timezone.now()), (CaseState.FOLLOW_UP, None)):
            Case.objects.filter(pk=self.case.pk).update(state=state, legal_hold_at=hold)
            self.assertContains(self.second.post(self.url, CHECKED), "legal hold" if hold else "still open")
            self.assertTrue(self.is_there())

    @pytest.mark.proves("G7")
    def test_one_person_alone_deletes_nothing(self):
        self.asks()
        self.assertContains(self.browser.get(self.url), "Deleting takes two people")
        with self.assertRaises(ErasureRefused):
            erase_party(self.case.pk, "community", user=self.staff)
        for _ in range(2):
            self.browser.post(self.url, ASKED)
        page = self.browser.get(self.url)
        self.assertContains(page, "A second person has to delete")
        self.assertNotContains(page, "Delete it for ever, as the second person")
        self.assertContains(self.browser.post(self.url, CHECKED), "error-summary")
        with self.assertRaises(ErasureRefused) as refused:
            erase_party(self.case.pk, "community", user=self.staff)
        self.assertEqual(refused.exception.why, SAME_PERSON)
        self.assertTrue(self.is_there())
        self.assertEqual(Erasure.objects.count(), 1)
        self.assertContains(self.second.get(self.url), "They asked on their own page, and nothing speaks against it")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Erasure.objects.update(done_by=self.staff, done_at=timezone.now())

    def test_the_word_of_the_first_counts_for_this_end_of_the_case_and_until_the_side_takes_it_back(self):
        self.asks()
        self.browser.post(self.url, ASKED)
        Case.objects.filter(pk=self.case.pk).update(state_since=timezone.now())
        self.assertContains(self.second.post(self.url, CHECKED), "error-summary")
        self.second.post(self.url, ASKED)
        self.assertContains(self.second.get(self.url), "You asked for it on")
        self.browser.post(self.url, {"what": "keep"})
        ask_erasure(self.community)
        self.assertContains(self.browser.get(self.url), "Deleting takes two people")
        self.assertEqual(Erasure.objects.filter(dropped_at=None).count(), 0)
        self.assertTrue(self.is_there())

    def test_it_takes_a_choice_and_a_check(self):
        self.asks()
        for left_out in ("what", "reason", "is_checked"):
            data = {key: value for key, value in ASKED.items() if key != left_out}
            self.assertContains(self.browser.post(self.url, data), "error-summary")
        for data in ({**ASKED, "what": "x"}, {**ASKED, "reason": "x"}, CHECKED):
            self.assertContains(self.browser.post(self.url, data), "error-summary")
        self.browser.post(self.url, ASKED)
        for data in ({}, {"what": "erase"}, ASKED):
            self.assertContains(self.second.post(self.url, data), "error-summary")
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
