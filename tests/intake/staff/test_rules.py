"""The page of rules: who sees it, who changes what, and what is kept of a change."""

from pathlib import Path

from django.test import SimpleTestCase, TestCase
from django.utils.html import escape

from intake.management.commands.rules_reference import rules_reference
from intake.models import PolicyChange
from intake.rules.policy import RULES
from intake.services.policy import change_rule, current_policy
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "rules.md"
QUERIES = 8


class RulesTests(TestCase):
    def setUp(self):
        self.lead, self.staff = person(Role.LEAD), person(Role.ADMINISTRATOR)
        self.browser = signed_in(self.lead)

    def change(self, name, value, user=None):
        return signed_in(user or self.lead).post(f"/admin/rules/{name}/", {"value": value}, follow=True)

    def test_it_shows_every_rule_with_its_default_and_its_source(self):
        page = self.browser.get("/admin/rules/").content.decode()
        for name, rule in RULES.items():
            self.assertIn(f'href="/admin/rules/{name}/"', page)
            self.assertIn(escape(rule.label), page)
        self.assertIn("Gov. Code 3304(d)", page)
        self.assertIn("Never", page)

    def test_each_rule_can_be_opened_and_saved_as_it_stands(self):
        for name in RULES:
            page = self.browser.get(f"/admin/rules/{name}/")
            value = page.context["form"]["value"].value()
            self.assertEqual(self.browser.post(f"/admin/rules/{name}/", {"value": value}).status_code, 302, name)
        self.assertFalse(PolicyChange.objects.exists())

    def test_the_lead_changes_a_rule_and_the_change_is_kept_and_audited(self):
        self.change("consent_days", "21")
        self.change("consent_days", "28")
        self.assertEqual(current_policy().consent_days, 28)
        page = self.browser.get("/admin/rules/consent_days/")
        for words in ("28 days", "21 days", "14 days", "by Lead"):
            self.assertContains(page, words)
        self.assertEqual(PolicyChange.objects.count(), 2)
        entries = AuditEvent.objects.filter(verb="setting-change")
        self.assertEqual([entry.fields for entry in entries], [["consent_days"]] * 2)
        self.assertContains(self.browser.get("/admin/rules/"), "28 days")

    def test_lists_dates_choices_and_switches_are_kept_as_what_they_are(self):
        for name, typed in (
            ("consent_reminders", "2 5, 9"), ("closed_on", "2027-07-05\r\n2027-01-01"), ("decider", "program"),
            ("second_approver", "no"),
        ):  # fmt: skip
            self.change(name, typed)
        policy = current_policy()
        self.assertEqual(policy.consent_reminders, (2, 5, 9))
        self.assertEqual(policy.closed_on, ("2027-01-01", "2027-07-05"))
        self.assertEqual((policy.decider, policy.second_approver), ("program", False))

    def test_what_makes_no_sense_is_refused_in_words(self):
        for name, typed, words in (
            ("consent_days", "0", "Enter a whole number from 1 to 3650."),
            ("consent_days", "soon", "Enter a whole number from 1 to 3650."),
            ("consent_reminders", "7, 3", "each larger than the one before"),
            ("consent_reminders", "a few", "Enter days as whole numbers"),
            ("closed_on", "2027-02-30", "Enter each date as year-month-day"),
            ("decider", "mayor", "Choose one of the answers on the page."),
            ("second_approver", "", "Choose yes or no."),
        ):
            self.assertContains(self.change(name, typed), words)
        self.assertFalse(PolicyChange.objects.exists())

    def test_administrators_see_the_rules_and_do_not_change_them(self):
        page = signed_in(self.staff).get("/admin/rules/consent_days/")
        self.assertContains(page, "14 days")
        self.assertNotContains(page, "Put it in force")
        answer = signed_in(self.staff).post("/admin/rules/consent_days/", {"value": "21"})
        self.assertIn(answer.status_code, (302, 403))
        self.assertEqual(current_policy().consent_days, 14)

    def test_nobody_else_sees_them(self):
        for role in [role for role in Role if role not in (Role.LEAD, Role.ADMINISTRATOR)] + [None]:
            browser = signed_in(person(role))
            for address in ("/admin/rules/", "/admin/rules/consent_days/"):
                for method in (browser.get, browser.post):
                    self.assertIn(method(address).status_code, (302, 403), role)
        self.assertEqual(self.browser.get("/admin/rules/no_such_rule/").status_code, 404)

    def test_rules_that_contradict_each_other_are_pointed_out(self):
        self.change("consent_days", "5")
        self.assertContains(self.browser.get("/admin/rules/"), "Sides are reminded after their last day to answer.")

    def test_it_asks_the_same_of_the_database_after_2_and_after_20_changes(self):
        for count in (2, 18):
            for number in range(count):
                change_rule(self.lead, "consent_days", 15 + number)
            self.browser.get("/admin/rules/")
            with self.assertNumQueries(QUERIES):
                self.browser.get("/admin/rules/")


class ReferenceTests(SimpleTestCase):
    def test_the_page_of_documentation_is_up_to_date(self):
        self.assertEqual(
            PAGE.read_text(), rules_reference(), "run: manage.py rules_reference > docs/reference/rules.md"
        )
