"""The demo: an account for each role, with the second factor or without, and never outside the demo."""

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from portal import demo
from portal.common.models import User
from portal.common.roles import Role


class AccountsTest(TestCase):
    def test_they_are_made_where_the_demo_asks_for_a_second_factor_too(self):
        for required in (False, True):
            with override_settings(DEMO_ACCOUNTS_ALLOWED=True, SECOND_FACTOR_REQUIRED=required):
                call_command("seed_demo")
        who = User.objects.exclude(password="").values_list("groups__name", flat=True)
        self.assertEqual(sorted(who), sorted(role.value for role in Role))

    def test_they_are_made_nowhere_else_whatever_the_second_factor(self):
        for required in (False, True):
            with override_settings(SECOND_FACTOR_REQUIRED=required), self.assertRaises(CommandError):
                call_command("seed_demo")
        self.assertFalse(User.objects.exists())


@pytest.mark.parametrize(("required", "words"), [(True, "sets up a second factor"), (False, "nobody needs a second")])
def test_the_demo_says_whether_a_second_factor_is_needed(settings, required, words):
    settings.SECOND_FACTOR_REQUIRED = required
    assert words in demo.welcome(8000)


def test_a_step_that_can_not_be_done_is_told_in_one_line(monkeypatch, capsys):
    def refuse():
        raise CommandError("It can't be done here.")

    monkeypatch.setenv("DEBUG", "no")
    monkeypatch.setenv("PORT", "8011")
    monkeypatch.setattr(demo, "STEPS", (("Something", refuse),))
    assert demo.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "It can't be done here."
