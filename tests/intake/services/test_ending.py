"""How long the record of an ended case is kept: by the local day of its end, also around a leap day and midnight."""

from datetime import UTC, date, datetime

from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from intake.constants import CaseState, RetentionClass
from intake.models import Case
from intake.rules.policy import Policy
from intake.services.ending import kept_until
from intake.services.policy import change_rule, current_policy
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case


def kept(*moment, years=RetentionClass.STANDARD, policy=None):
    """Until when the record of a case is kept that ended at this moment, in UTC."""
    return kept_until(Case(ended_at=datetime(*moment, tzinfo=UTC), retention_class=years), policy or Policy())


class KeptUntilTests(SimpleTestCase):
    def test_a_case_that_ended_on_a_leap_day_is_kept_until_the_first_of_march(self):
        self.assertEqual(kept(2028, 2, 29, 20), date(2033, 3, 1))
        self.assertEqual(kept(2028, 2, 29, 20, years=RetentionClass.SUSTAINED), date(2043, 3, 1))
        self.assertEqual(kept(2028, 2, 29, 20, policy=Policy(retention_years=8)), date(2036, 2, 29))

    def test_the_day_is_the_one_of_the_program_and_not_of_greenwich(self):
        self.assertEqual(kept(2028, 2, 29, 7, 59), date(2033, 2, 28))
        self.assertEqual(kept(2028, 2, 29, 8, 0), date(2033, 3, 1))
        self.assertEqual(kept(2028, 3, 1, 7, 59), date(2033, 3, 1))
        self.assertEqual(kept(2027, 3, 1, 7, 59), date(2032, 2, 28))
        self.assertEqual(kept(2027, 1, 1, 7, 59), date(2031, 12, 31))
        # In summer the clocks are an hour nearer to Greenwich.
        self.assertEqual(kept(2028, 7, 1, 6, 59), date(2033, 6, 30))
        self.assertEqual(kept(2028, 7, 1, 7, 0), date(2033, 7, 1))

    def test_an_end_without_a_class_is_kept_the_usual_time_and_an_open_case_has_no_day(self):
        self.assertEqual(kept(2028, 2, 29, 20, years=""), date(2033, 3, 1))
        self.assertIsNone(kept_until(Case(), Policy()))


class ShownTests(TestCase):
    def test_the_case_page_says_until_when_by_the_rules_in_force(self):
        case, lead = a_case(), person(Role.LEAD)
        ended = datetime(2028, 3, 1, 6, tzinfo=UTC)
        Case.objects.filter(pk=case.pk).update(state=CaseState.WITHDRAWN, ended_at=ended, state_since=timezone.now())
        browser, address = signed_in(person(Role.ADMINISTRATOR)), f"/admin/cases/{case.pk}/"
        self.assertContains(browser.get(address), "March 1, 2033")
        change_rule(lead, "retention_years", 8)
        self.assertEqual(current_policy().retention_years, 8)
        self.assertContains(browser.get(address), "February 29, 2036")
