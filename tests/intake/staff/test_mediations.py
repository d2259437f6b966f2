"""The roster, the mediators of a case, and a mediator's own pages, which show the role table's line and no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, Conflict
from intake.models import Assignment, Case, Mediator, Party
from intake.services.mediator import accept_case, declare_conflict, invite_mediator
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import YES, asking, both_say_yes, says
from tests.intake.services.mediators import a_mediator

# What the request and the parties hold, field by field; each value is found nowhere else.
ACCOUNT = {
    "happened_on": "2026-02-17",
    "place": "Canaryplace",
    "account": "Canaryaccount",
    "time_of_day": "evening",
}
FORBIDDEN_ANSWERS = {
    "phone": "+16265550177",
    "email": "canarymail@example.org",
    "address": "Canaryaddress",
    "name": "Canaryfirst Canarylast",
    "employee_name": "Officer Canaryemployee",
    "employee_badge": "Canarybadge",
    "employee_description": "Canarylooks",
    "filed_number": "Canarynumber",
    "complaint_number": "Canarycomplaint",
    "decided_by": "Canarydecider",
    "hopes_more": "Canaryhopes",
    "preferred_name": "Canarypreferred",
    "pronouns": "Canarypronouns",
    "helper_name": "Canaryhelper",
    "helper_email": "canaryhelper@example.org",
    "guardian_name": "Canaryguardian",
    "support_person": "Canarysupport",
}


class OwnPagesTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        answers = FORBIDDEN_ANSWERS | ACCOUNT | {"avoid": "Canaryavoid", "access_more": "Canaryaccess"}
        self.case, first, second = asking(self.staff, answers=answers)
        says(first, YES), says(second, YES)
        Party.objects.filter(pk=second.pk).update(language="en")
        second.refresh_from_db()
        second.name = "Officer Canaryemployee"
        second.contact = {"email": "canaryofficer@example.org", "phone": "+16265550188"}
        second.safe_contact = {"avoid": "Canaryofficeravoid"}
        second.save()
        self.mediator = a_mediator()
        self.asked = invite_mediator(self.case.pk, self.mediator.pk, self.lead)
        self.browser = signed_in(self.mediator.user)
        self.address = f"/admin/mediations/{self.asked.pk}/"

    def canaries_in(self, page):
        text = page.content.decode()
        return {word for word in self._canaries() if word in text}

    def _canaries(self):
        words = set()
        for answer in (*FORBIDDEN_ANSWERS.values(), *ACCOUNT.values()):
            words |= set(str(answer).split())
        words |= {"Canaryavoid", "Canaryaccess", "Canaryofficeravoid", "canaryofficer@example.org"}
        words |= {"(626) 555-0177", "(626) 555-0188", "+16265550188"}
        return words - {"evening", "Officer"}

    def test_an_invitation_shows_what_a_conflict_check_needs_and_no_more(self):
        page = self.browser.get(self.address)
        self.assertEqual(self.canaries_in(page), {"Canaryfirst", "Canaryemployee"})
        self.assertContains(page, "February 2026")
        self.assertContains(page, "Spanish")
        self.assertContains(page, "No complaint filed")
        row = AuditEvent.objects.filter(verb="view", actor_id=self.mediator.user.pk).latest("seq")
        self.assertEqual(set(row.fields), {"parties.name", "parties.needs", "referral.account.happened_on"})

    def test_an_accepted_case_shows_the_mediators_line_of_the_role_table(self):
        accept_case(self.asked.pk, self.mediator.user, Conflict.NONE)
        page = self.browser.get(self.address)
        allowed = {"Canaryfirst", "Canaryemployee", "Canaryavoid", "Canaryaccess", "Canaryplace", "Canaryaccount"}
        self.assertEqual(self.canaries_in(page), allowed)
        self.assertContains(page, "Said yes on", count=2)
        row = AuditEvent.objects.filter(verb="view", actor_id=self.mediator.user.pk).latest("seq")
        self.assertIn("referral.account", row.fields)

    def test_the_account_goes_with_the_end_of_the_case_and_the_rest_some_days_later(self):
        accept_case(self.asked.pk, self.mediator.user, Conflict.NONE)
        Case.objects.update(state=CaseState.CLOSED, ended_at=timezone.now() - timedelta(days=1))
        page = self.browser.get(self.address)
        self.assertEqual(self.canaries_in(page) & {"Canaryplace", "Canaryaccount"}, set())
        self.assertContains(page, "Canaryfirst")
        Case.objects.update(ended_at=timezone.now() - timedelta(days=31))
        self.assertEqual(self.browser.get(self.address).status_code, 404)
        self.assertNotContains(self.browser.get("/admin/mediations/"), str(self.case))

    def test_the_list_holds_no_names(self):
        for _ in range(2):
            page = self.browser.get("/admin/mediations/")
            self.assertContains(page, str(self.case))
            self.assertEqual(self.canaries_in(page), set())
            accept_case(self.asked.pk, self.mediator.user, Conflict.NONE)

    def test_another_mediators_case_is_not_there(self):
        other = signed_in(a_mediator("Noa").user)
        for _ in range(2):
            for address in (self.address, f"/admin/mediations/{uuid4()}/"):
                for method in (other.get, other.post):
                    answer = method(address, {"conflict": "none", "action": "accept"})
                    self.assertEqual(answer.status_code, 404)
                    self.assertEqual(self.canaries_in(answer), set())
            self.assertEqual(other.post(f"{self.address}decline/").status_code, 404)
            accept_case(self.asked.pk, self.mediator.user, Conflict.NONE)
        self.assertNotContains(other.get("/admin/mediations/"), str(self.case))

    def test_accepting_declining_and_declaring_from_the_page(self):
        missing = self.browser.post(self.address, {"action": "accept"})
        self.assertContains(missing, "Choose what is true", status_code=422)
        page = self.browser.post(self.address, {"conflict": "none", "action": "accept"}, follow=True)
        self.assertContains(page, "You have this case now.")
        page = self.browser.post(self.address, {"conflict": "knows_employee", "action": "declare"}, follow=True)
        self.assertContains(page, "Your declaration is stored.")
        page = self.browser.post(f"{self.address}decline/", follow=True)
        self.assertContains(page, "You accepted this case.")

    def test_declining_takes_the_case_out_of_sight(self):
        page = self.browser.post(f"{self.address}decline/", follow=True)
        self.assertContains(page, "You declined the case.")
        self.assertEqual(self.browser.get(self.address).status_code, 404)
        self.assertEqual(self.browser.get(f"{self.address}decline/").status_code, 405)


class StaffPagesTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.browser, self.leads = signed_in(self.staff), signed_in(self.lead)

    def test_the_lead_adds_a_mediator_and_changes_one_and_administrators_only_look(self):
        joining = person(Role.MEDIATOR)
        data = {
            "user": joining.pk, "languages": ["es", "hy"], "training_hours": 40, "topics": ["bias"],
            "times": ["weekend"], "capacity": 2, "is_active": "on",
        }  # fmt: skip
        page = self.leads.post("/admin/mediators/new/", data, follow=True)
        self.assertContains(page, "Spanish, Armenian (Eastern)")
        mediator = Mediator.objects.get()
        data |= {"capacity": 1, "languages": []}
        page = self.leads.post(f"/admin/mediators/{mediator.pk}/", data)
        self.assertContains(page, "Choose at least one language.", status_code=422)
        self.leads.post(f"/admin/mediators/{mediator.pk}/", data | {"languages": ["es"]})
        mediator.refresh_from_db()
        self.assertEqual((mediator.capacity, mediator.languages), (1, ["es"]))
        self.assertContains(self.browser.get("/admin/mediators/"), "0 of 1")
        for address in ("/admin/mediators/new/", f"/admin/mediators/{mediator.pk}/"):
            for browser in (self.browser, signed_in(joining)):
                self.assertIn(browser.post(address, data).status_code, (302, 403))
        self.assertEqual(self.leads.get(f"/admin/mediators/{uuid4()}/").status_code, 404)

    def test_the_roster_asks_the_same_of_the_database_for_2_and_for_20(self):
        a_mediator("Ana"), a_mediator("Zoe")
        self.browser.get("/admin/mediators/")
        with self.assertNumQueries(7):
            self.browser.get("/admin/mediators/")
        for number in range(18):
            a_mediator(f"Nr{number}")
        with self.assertNumQueries(7):
            self.browser.get("/admin/mediators/")

    def test_a_mediators_list_asks_the_same_of_the_database_for_2_and_for_20(self):
        mediator = a_mediator(capacity=20)
        browser = signed_in(mediator.user)

        def give(count):
            for _ in range(count):
                case = both_say_yes(self.staff)
                Assignment.objects.create(
                    case=case, mediator=mediator, state="accepted", invited_by=self.lead, reply_by=timezone.localdate()
                )

        give(2)
        browser.get("/admin/mediations/")
        with self.assertNumQueries(8):
            browser.get("/admin/mediations/")
        give(18)
        with self.assertNumQueries(8):
            browser.get("/admin/mediations/")

    def test_the_cases_page_suggests_with_reasons_and_the_lead_asks_and_releases(self):
        case, mediator = both_say_yes(self.staff), a_mediator("Ana")
        address = f"/admin/cases/{case.pk}/mediators/"
        page = self.browser.get(address)
        self.assertContains(page, "Speaks Spanish, as the community member does.")
        self.assertNotContains(page, "Ask Ana")
        self.assertIn(self.browser.post(f"{address}{mediator.pk}/ask/").status_code, (302, 403))
        self.assertEqual(Assignment.objects.count(), 0)
        page = self.leads.post(f"{address}{mediator.pk}/ask/", follow=True)
        self.assertContains(page, "The mediator is asked")
        page = self.leads.post(f"{address}{mediator.pk}/ask/", follow=True)
        self.assertContains(page, "Is asked for this case already.")
        asked = Assignment.objects.get()
        accept_case(asked.pk, mediator.user, Conflict.NONE)
        new = declare_conflict(asked.pk, mediator.user, Conflict.OTHER)
        for party in case.parties.all():
            page = self.browser.post(
                f"{address}{new.pk}/disclosure/", {"party": party.pk, "accepted": "yes"}, follow=True
            )
        self.assertContains(page, "accepts")
        new.refresh_from_db()
        self.assertTrue(new.stands)
        self.assertEqual(self.browser.post(f"{address}{new.pk}/disclosure/", {"party": "x"}).status_code, 404)
        page = self.leads.post(f"{address}{asked.pk}/release/", follow=True)
        self.assertContains(page, "Released")

    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused_at_every_mediator_address(self):
        addresses = [
            "/admin/mediators/",
            "/admin/mediators/new/",
            "/admin/mediations/",
            f"/admin/mediations/{uuid4()}/",
        ]
        for role in (Role.LIAISON, Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR, Role.AUDITOR, None):
            browser = signed_in(person(role))
            for address in addresses:
                with self.subTest(role=role, address=address):
                    self.assertIn(browser.get(address).status_code, (302, 403))
