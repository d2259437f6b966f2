"""What the self-check concludes from every combination of answers, as a table that anyone can read."""

import csv
from itertools import product
from pathlib import Path

import pytest

from intake.rules.self_check import FINDINGS, Finding, Place, self_check

TABLE = Path(__file__).parents[2] / "golden" / "self_check.csv"
LEFT_OPEN = "-"


def written():
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def answers_of(row):
    return {key: row[key] for key in FINDINGS if row[key] != LEFT_OPEN}


def test_the_table_has_every_combination_once():
    every = product(*([*means, LEFT_OPEN] for means in FINDINGS.values()))
    assert sorted(tuple(row[key] for key in FINDINGS) for row in written()) == sorted(every)


@pytest.mark.proves("UX-04")
def test_every_combination_leads_where_the_table_says():
    wrong = []
    for row in written():
        outcome = self_check(answers_of(row))
        if (outcome.overall, " ".join(outcome.places)) != (row["overall"], row["places"]):
            wrong.append((row, outcome))
    assert wrong == []


def test_an_answer_left_open_is_not_judged_and_leaves_something_to_talk_about():
    outcome = self_check({"about": "yes", "harm": "no"})
    assert outcome.findings == {"about": Finding.FITS, "harm": Finding.FITS}
    assert outcome.overall == Finding.TALK
    assert outcome.places == ()


def test_an_answer_that_nobody_offered_counts_as_open():
    assert self_check({"about": "maybe", "harm": "", "color": "blue"}) == self_check({})


def test_the_emergency_comes_first():
    assert self_check({"about": "no", "harm": "yes"}).places == (
        Place.EMERGENCY,
        Place.COMPLAINT,
        Place.OTHER_MEDIATION,
    )
