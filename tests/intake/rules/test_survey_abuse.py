"""Which replies by open links are doubted."""

import pytest

from intake.rules.abuse import Limits
from intake.rules.survey_abuse import Began, is_doubtful

LIMITS = Limits(seconds=10, nearby=60, in_all=300)
ORDINARY = {"at": 1000.0, "trap_is_filled": False, "form_stands": True, "nearby": 60, "in_all": 300}


def test_a_hall_full_of_people_is_not_doubted():
    assert not is_doubtful(Began(**ORDINARY), 1010.0, LIMITS)


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("trap_is_filled", True),
        ("form_stands", False),
        ("nearby", 61),
        ("in_all", 301),
        ("at", 1001.0),
        ("nearby", None),
    ],
)
def test_each_sign_alone_leaves_a_doubt(what, value):
    assert is_doubtful(Began(**{**ORDINARY, what: value}), 1010.0, LIMITS)


def test_a_reply_of_which_nobody_knows_how_it_began_is_doubted():
    assert is_doubtful(None, 1010.0, LIMITS)


def test_what_a_draft_keeps_reads_as_it_was():
    assert Began.read(Began(**ORDINARY).to_keep()) == Began(**ORDINARY)
