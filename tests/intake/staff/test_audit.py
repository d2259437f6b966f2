"""The auditor's pages: the log, the proof that it is whole, and cases without what they are about."""

from unittest import mock

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.services.case import open_case
from intake.services.lifecycle import move_case
from portal.common.audit_chain import Break, Finding, Head
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

LOG_QUERIES, CASES_QUERIES = 7, 8
CANARIES = ("Rosa", "Villanueva", "555", "rosa@example.org", "An Invented", "Canary")


class AuditTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.browser = signed_in(person(Role.AUDITOR))
        self.case = a_case(answers={"account": "Canary"})

    def rows(self, query=""):
        page = self.browser.get(f"/admin/audit/{query}")
        return [row[0] for row in page.context["rows"]]

    def test_it_shows_who_did_what_when_and_which_fields(self):
        open_case(self.case.pk, self.staff)
        page = self.browser.get("/admin/audit/")
        for words in ("Administrator", "Opened", "referral", "safe_contact", "A participant", "Created"):
            self.assertContains(page, words)

    def test_it_narrows_to_what_was_done_to_a_day_and_to_a_case(self):
        move_case(self.case.pk, "screen", user=self.staff)
        other = a_case()
        today = timezone.localdate().isoformat()
        self.assertEqual({row.verb for row in self.rows("?verb=change-state")}, {"change-state"})
        self.assertTrue(self.rows(f"?since={today}&until={today}"))
        self.assertEqual(self.rows("?until=2020-01-01"), [])
        about = self.rows(f"?about={self.case.referral.reference.lower()}")
        self.assertEqual({row.object_id for row in about}, {str(self.case.pk), str(self.case.referral_id)})
        self.assertNotIn(str(other.pk), {row.object_id for row in about})
        self.assertEqual({row.object_id for row in self.rows(f"?about={self.case.pk}")}, {str(self.case.pk)})

    def test_nonsense_in_the_address_breaks_nothing(self):
        for query in ("?since=9999-12-31", "?until=9999-12-31", "?verb=%00", "?about=%00", "?since=x", "?verb=fly"):
            self.assertEqual(self.browser.get(f"/admin/audit/{query}").status_code, 200, query)
        for query in ("?before=x", "?before=-1", "?before=" + "9" * 40, "?before=%D9%A1"):
            self.assertEqual(self.browser.get(f"/admin/audit/{query}").status_code, 404, query)

    def test_it_goes_on_page_by_page_and_shows_each_entry_once(self):
        for _ in range(60):
            open_case(self.case.pk, self.staff)
        seen, query = [], ""
        for _ in range(5):
            page = self.browser.get(f"/admin/audit/?verb=view{query}")
            seen += [row[0].seq for row in page.context["rows"]]
            if not page.context["older"]:
                break
            query = "&" + page.context["older"]
        self.assertEqual(seen, sorted(AuditEvent.objects.filter(verb="view").values_list("seq", flat=True))[::-1])

    @pytest.mark.proves("G13")
    def test_the_button_proves_the_chain_and_says_where_it_is_broken(self):
        page = self.browser.post("/admin/audit/verify/", follow=True)
        self.assertContains(page, f"{AuditEvent.objects.count()} entries checked")
        broken = Finding(7, Head(7, "x"), Break(5, "was altered"))
        with mock.patch("intake.staff.audit.verify", return_value=broken):
            page = self.browser.post("/admin/audit/verify/", follow=True)
        self.assertContains(page, "The log is not whole. Row 5 was altered.")
        self.assertEqual(self.browser.get("/admin/audit/verify/").status_code, 405)

    @pytest.mark.proves("G1")
    def test_cases_are_listed_without_what_they_are_about(self):
        open_case(self.case.pk, self.staff)
        page = self.browser.get("/admin/audit/cases/")
        self.assertContains(page, self.case.referral.reference)
        self.assertContains(page, "Received")
        for address in ("/admin/audit/", "/admin/audit/cases/", f"/admin/audit/?about={self.case.pk}"):
            text = self.browser.get(address).content.decode().partition("nice-padding")[2]
            for canary in CANARIES:
                self.assertNotIn(canary, text, address)

    @pytest.mark.proves("G1")
    def test_nobody_else_comes_in_and_the_auditor_into_no_case(self):
        for role in [role for role in Role if role is not Role.AUDITOR] + [None]:
            browser = signed_in(person(role) if role is not Role.ADMINISTRATOR else self.staff)
            for address in ("/admin/audit/", "/admin/audit/cases/", "/admin/audit/verify/"):
                for method in (browser.get, browser.post):
                    self.assertIn(method(address).status_code, (302, 403), role)
        for address in (f"/admin/cases/{self.case.pk}/", "/admin/rules/", "/admin/city/", "/admin/cases/"):
            self.assertIn(self.browser.get(address).status_code, (302, 403))

    def test_it_asks_the_same_of_the_database_for_2_and_for_20(self):
        for count in (2, 18):
            for _ in range(count):
                a_case()
            for address, queries in (("/admin/audit/", LOG_QUERIES), ("/admin/audit/cases/", CASES_QUERIES)):
                self.browser.get(address)
                with self.assertNumQueries(queries):
                    self.browser.get(address)
