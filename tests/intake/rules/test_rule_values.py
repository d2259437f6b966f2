"""Values of rules: what makes sense, in words what does not, and groups that leave nothing out."""

from dataclasses import replace

import pytest

from intake.rules.policy import RULES, Policy
from intake.rules.rule_groups import GROUPS, OTHERS, grouped, in_words
from intake.rules.rule_values import notes_on, trouble_with


@pytest.mark.parametrize("name", RULES)
def test_every_default_makes_sense(name):
    assert trouble_with(name, getattr(Policy(), name)) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("consent_days", 0),
        ("consent_days", True),
        ("consent_days", "14"),
        ("consent_days", 3651),
        ("retention_years", 4),
        ("decider", "mayor"),
        ("second_approver", 1),
        ("second_approver", "yes"),
        ("consent_reminders", (3, 3)),
        ("consent_reminders", (7, 3)),
        ("consent_reminders", [3, 7]),
        ("consent_reminders", "3, 7"),
        ("consent_reminders", (-1, 3)),
        ("closed_on", ("2027-02-29",)),
        ("closed_on", ("1/1/2027",)),
        ("closed_on", (20270101,)),
        ("closed_on", ("20270101",)),
    ],
)
def test_what_makes_no_sense_is_told_in_words(name, value):
    assert trouble_with(name, value).endswith((".", "line."))


def test_a_list_may_be_empty_and_dates_are_days():
    assert trouble_with("consent_reminders", ()) == ""
    assert trouble_with("closed_on", ("2027-01-01", "2028-02-29")) == ""


def test_each_rule_stands_in_one_group():
    names = [name for _, names in grouped() for name in names]
    assert sorted(names) == sorted(RULES)
    assert OTHERS not in dict(grouped())
    assert sorted(name for _, names in GROUPS for name in names) == sorted(RULES)


def test_values_are_shown_in_words():
    assert in_words("first_contact_days", 2) == "2 business days"
    assert in_words("invite_days", 1) == "1 business day"
    assert in_words("second_approver", False) == "No"
    assert in_words("decider", "program") == "The lead administrator"
    assert in_words("consent_reminders", (3, 7)) == "days 3, 7"
    assert in_words("closed_on", ()) == "none"


def test_rules_that_contradict_each_other_are_pointed_out():
    assert notes_on(Policy()) == []
    assert len(notes_on(replace(Policy(), consent_days=5))) == 1
    assert len(notes_on(replace(Policy(), close_days=30))) == 1
    assert len(notes_on(replace(Policy(), session_days=90, tries=1))) == 3
