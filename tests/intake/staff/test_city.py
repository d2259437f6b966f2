"""The City's door: four words, zone A while it decides, and not a byte that depends on anyone's consent."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, Check, ConsentState, Path, Sharing, Source
from intake.models import Assignment, Case, ClosureNotice, Consent, Duty, EligibilityDecision, Mediator, Party
from intake.questions.catalogue import questions
from intake.questions.question import Kind, Zone
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

TEXTS = {Kind.TEXT, Kind.NAME, Kind.LONG_TEXT}
ZONE_B = {q.key: f"Canary{q.key}" for _, q in questions() if q.store.value.zone is Zone.B and q.kind in TEXTS}
ZONE_A = {
    q.key: f"Shown{q.key}"
    for _, q in questions()
    if q.key in {"name", "account", "employee_name", "place", "address", "access_more"}
}
YES = {"yes-checklist": Check.values, "yes-decider": "Desmond Whitlock, liaison"}
NO = {"no-reason": "policy", "no-decider": "Desmond Whitlock, liaison"}
QUERIES = 8
"""Session, user, two for rights, the shell's four, count and rows."""
TOKEN = re.compile(rb'"CSRF_TOKEN": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def seen(browser, address):
    """The bytes of a page without those that differ at every look."""
    return TOKEN.sub(b"", browser.get(address).content)


class CityTests(TestCase):
    def setUp(self):
        self.liaison = person(Role.LIAISON)
        self.browser = signed_in(self.liaison)

    def known(self, state=CaseState.CITY_REVIEW, **more):
        case = a_case(answers={**ZONE_B, **ZONE_A, **more})
        Case.objects.filter(pk=case.pk).update(state=state, sharing=Sharing.YES, state_since=timezone.now())
        case.refresh_from_db()
        return case

    def post(self, case, answer, user=None, stamp=None, **data):
        browser = signed_in(user or self.liaison)
        page = browser.get(f"/admin/city/{case.pk}/")
        prefix = {"eligible": "yes", "not-eligible": "no", "approve": "second"}[answer]
        form = page.context[f"{prefix}_form"]
        data = {f"{prefix}-opened": stamp or form["opened"].value()} | data
        got = browser.post(f"/admin/city/{case.pk}/{answer}/", data, follow=True)
        case.refresh_from_db()
        return got

    def second(self):
        other = person()
        other.groups.set(self.liaison.groups.all())
        return other

    def test_the_list_has_the_cases_that_the_city_knows_and_no_others(self):
        known, secret = self.known(), a_case()
        sent = a_case(path=Path.CITY, source=Source.CITY)
        page = self.browser.get("/admin/city/")
        for case in (known, sent):
            self.assertContains(page, case.referral.reference)
        self.assertNotContains(page, secret.referral.reference)
        self.assertEqual(self.browser.get(f"/admin/city/{secret.pk}/").status_code, 404)
        self.assertEqual(self.browser.get(f"/admin/city/{uuid4()}/").status_code, 404)
        self.assertEqual(self.browser.post(f"/admin/city/{secret.pk}/eligible/", {}).status_code, 404)

    def test_what_was_not_answered_is_folded_and_counted(self):
        page = self.browser.get(f"/admin/city/{self.known().pk}/")
        left = page.context["left_empty"]
        self.assertContains(page, f"Not answered: {len(left)} questions")
        self.assertNotContains(page, "Not provided")
        given = [answer for section in page.context["sections"] for answer in section.given]
        self.assertEqual({answer.label for answer in given} & {answer.label for answer in left}, set())

    def test_it_shows_the_day_of_its_own_decision_and_how_a_case_closed(self):
        case = self.known()
        Duty.objects.create(case=case, kind="city_decision", opened_on="2026-11-02", due_on="2026-11-16")
        self.assertContains(self.browser.get("/admin/city/"), "November 16, 2026")
        Case.objects.update(state=CaseState.NOT_MEDIATED)
        ClosureNotice.objects.create(case=case, code="NOT_MEDIATED", on="2026-11-20", days_left=77)
        page = self.browser.get("/admin/city/")
        for words in ("Ended", "Not mediated", "November 20, 2026", "77"):
            self.assertContains(page, words)

    def test_it_asks_the_same_of_the_database_for_2_and_for_20(self):
        for count in (2, 18):
            for _ in range(count):
                self.known()
            self.browser.get("/admin/city/")
            with self.assertNumQueries(QUERIES):
                self.browser.get("/admin/city/")

    @pytest.mark.proves("G1")
    def test_the_record_is_zone_a_alone_and_reading_it_is_audited(self):
        case = self.known()
        page = self.browser.get(f"/admin/city/{case.pk}/").content.decode()
        for words in (*ZONE_A.values(), "(626) 555-0142"):
            self.assertIn(words, page)
        self.assertGreater(len(ZONE_B), 1)
        for word in ("Canary", "May we send you text messages", "May a message say", "hope", "Which way works best"):
            self.assertNotIn(word, page)
        read = AuditEvent.objects.get(verb="view", object_id=str(case.referral_id), actor=self.liaison)
        zones = {q.store.value.name: q.store.value.zone for _, q in questions()}
        self.assertTrue(read.fields)
        self.assertEqual({zones[name] for name in read.fields}, {Zone.A})

    def test_once_decided_nothing_of_the_record_is_left(self):
        for state in CaseState:
            if state in {CaseState.CITY_REVIEW, CaseState.ON_HOLD}:
                continue
            case = self.known(state)
            page = self.browser.get(f"/admin/city/{case.pk}/").content.decode()
            self.assertIn(case.referral.reference, page)
            for word in ("Canary", "Shown", "Rosa", "555", "Record: eligible"):
                self.assertNotIn(word, page, state)
        self.assertFalse(AuditEvent.objects.filter(verb="view", actor=self.liaison).exists())

    @pytest.mark.proves("G1")
    def test_not_a_byte_depends_on_what_either_side_answers(self):
        case = self.known(CaseState.ELIGIBLE)
        addresses = ("/admin/city/", f"/admin/city/{case.pk}/")
        before = [seen(self.browser, address) for address in addresses]
        self.assertIn(b"In mediation", before[0])
        owner = person(Role.ADMINISTRATOR)
        mediator = Mediator.objects.create(user=person(Role.MEDIATOR))
        steps = (
            CaseState.CONSENT, CaseState.MEDIATOR_ASSIGN, CaseState.PREMEDIATION, CaseState.SCHEDULED,
            CaseState.SESSION_HELD, CaseState.OUTCOME, CaseState.FOLLOW_UP,
        )  # fmt: skip
        for version, state in enumerate(steps, 10):
            Case.objects.update(state=state, state_since=timezone.now(), version=version, owner=owner)
            Duty.objects.create(case=case, kind="consent_by", opened_on="2026-11-02", due_on="2026-11-16")
            for answer in ConsentState:
                for party in Party.objects.filter(case=case):
                    Consent.objects.filter(party=party).update(state=answer, answered_at=timezone.now(), reason="x")
                    self.assertEqual([seen(self.browser, address) for address in addresses], before, (state, answer))
            Case.objects.update(held_from=state, state=CaseState.ON_HOLD)
            self.assertEqual([seen(self.browser, address) for address in addresses], before, ("held", state))
            Case.objects.update(held_from="", state=state)
        Assignment.objects.create(
            case=case, mediator=mediator, state="accepted", invited_by=self.liaison, reply_by="2026-12-01"
        )
        self.assertEqual([seen(self.browser, address) for address in addresses], before)

    def test_the_form_does_not_tell_how_often_the_case_changed(self):
        case = self.known()
        Case.objects.update(version=4711)
        page = self.browser.get(f"/admin/city/{case.pk}/").content.decode()
        self.assertNotIn("4711", page)

    def test_the_liaison_finds_a_case_eligible_by_a_named_person(self):
        case = self.known()
        self.post(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.ELIGIBLE)
        self.assertEqual(EligibilityDecision.objects.get().made_by, self.liaison)

    def test_alleged_bias_takes_a_second_liaison(self):
        case = self.known(concerns=["different"])
        self.post(case, "eligible", **YES)
        self.assertEqual(case.state, CaseState.CITY_REVIEW)
        self.assertContains(self.post(case, "approve"), "This takes a second person")
        self.post(case, "approve", self.second())
        self.assertEqual(case.state, CaseState.ELIGIBLE)

    def test_a_no_has_a_reason_and_a_name(self):
        case = self.known()
        self.assertContains(self.post(case, "not-eligible", **{**NO, "no-decider": ""}), "Enter who decided.")
        self.post(case, "not-eligible", **NO)
        self.assertEqual((case.state, case.end_reason), (CaseState.INELIGIBLE, "policy"))
        self.assertContains(self.browser.get(f"/admin/city/{case.pk}/"), "Not mediated")

    def test_a_form_that_was_opened_before_somebody_else_wrote_keeps_what_was_typed(self):
        case = self.known(concerns=["different"])
        stamp = self.browser.get(f"/admin/city/{case.pk}/").context["no_form"]["opened"].value()
        self.post(case, "eligible", self.second(), **YES)
        got = self.post(case, "not-eligible", stamp=stamp, **NO)
        self.assertContains(got, "The decision that stands: eligible", status_code=409)
        self.assertContains(got, 'value="policy" selected', status_code=409)
        self.assertEqual(case.state, CaseState.CITY_REVIEW)

    def test_a_decision_of_the_programs_does_not_pass_for_the_citys(self):
        case = self.known()
        lead = person(Role.LEAD)
        EligibilityDecision.objects.create(
            case=case, is_eligible=True, checklist=Check.values, decider="L", made_by=lead
        )
        EligibilityDecision.objects.update(at=timezone.now() - timedelta(days=1))
        page = self.browser.get(f"/admin/city/{case.pk}/")
        self.assertNotContains(page, "The decision that stands")

    @pytest.mark.proves("G1")
    def test_nobody_else_comes_in_and_the_liaison_into_no_other_page(self):
        case = self.known()
        for role in [role for role in Role if role is not Role.LIAISON] + [None]:
            browser = signed_in(person(role))
            for address in ("/admin/city/", f"/admin/city/{case.pk}/", f"/admin/city/{case.pk}/eligible/"):
                for method in (browser.get, browser.post):
                    self.assertIn(method(address).status_code, (302, 403), (role, address))
        inside = ("", "screening/", "change/owner/", "party/community/", "move/screen/", "screening/eligible/")
        for address in [f"/admin/cases/{case.pk}/{where}" for where in inside] + ["/admin/rules/", "/admin/audit/"]:
            for method in (self.browser.get, self.browser.post):
                self.assertIn(method(address).status_code, (302, 403), address)
