"""Which facts about a send leave which doubts, as a table that anyone can read."""

import csv
from dataclasses import fields, replace
from pathlib import Path

import pytest

from intake.rules.abuse import Doubt, Facts, Limits, Proof, doubts_about
from intake.staff.doubts import WORDS

TABLE = Path(__file__).parents[2] / "golden" / "abuse.csv"
LIMITS = Limits(seconds=20, nearby=10, in_all=60)
READERS = {
    "trap": lambda text: text == "filled",
    "seconds": float,
    "form": lambda text: text == "ours",
    "nearby": int,
    "in all": int,
    "proof": Proof,
}


def written():
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def facts_of(row):
    return Facts(*(None if row[name] == "?" else read(row[name]) for name, read in READERS.items()))


@pytest.mark.proves("G9")
def test_every_row_leaves_the_doubts_that_the_table_says():
    wrong = [(row, doubts_about(facts_of(row), LIMITS)) for row in written()]
    assert [(row, found) for row, found in wrong if " ".join(found) != row["doubts"]] == []


def test_the_table_has_every_doubt_alone():
    alone = {row["doubts"] for row in written()}
    needs_company = {Doubt.NO_PROOF}
    assert set(Doubt) - needs_company <= alone


def test_whatever_can_not_be_found_out_leaves_a_doubt_and_never_none():
    known = Facts(False, 60, True, 1, 1, Proof.OFF)
    assert doubts_about(known, LIMITS) == ()
    for fact in fields(Facts):
        assert doubts_about(replace(known, **{fact.name: None}), LIMITS) == (Doubt.UNCHECKED,), fact.name


def test_staff_read_a_sentence_about_every_doubt():
    assert set(WORDS) == set(Doubt)
