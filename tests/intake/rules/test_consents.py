"""Asking both sides: days, steps and private reasons, as tables. And the six stages that parties see."""

from datetime import date
from itertools import product

import pytest

from intake.constants import CONSENT_IS_IN, CaseState, ConsentState, NotMediatedReason, Side
from intake.rules.consents import Answer, answer_by, asked_from, end_reason, reasons_for, steps_passed
from intake.rules.policy import Policy
from intake.rules.stages import STAGES, Stage, stage_of

START = date(2026, 3, 2)
PUBLIC, INTERNAL = {"community", "employee"}, {"employee", "colleague"}
ACCEPTED, DECLINED, NO_REPLY, WITHDRAWN = (
    ConsentState.ACCEPTED,
    ConsentState.DECLINED,
    ConsentState.NO_REPLY,
    ConsentState.WITHDRAWN,
)


@pytest.mark.parametrize(
    ("order", "sides", "later"),
    [
        ("both", PUBLIC, set()),
        ("community", PUBLIC, {"employee"}),
        ("employee", PUBLIC, {"community"}),
        ("both", INTERNAL, set()),
        ("community", INTERNAL, set()),
        ("employee", INTERNAL, {"colleague"}),
    ],
)
def test_who_is_asked_later(order, sides, later):
    policy = Policy(asking_order=order)
    days = {side: asked_from(side, sides, policy, START) for side in sides}
    assert {side for side, day in days.items() if day == date(2026, 3, 5)} == later
    assert {side for side, day in days.items() if day == START} == sides - later
    assert answer_by(START, policy) == date(2026, 3, 16)


def test_steps_of_the_ladder_count_from_the_day_of_asking():
    assert [steps_passed((3, 7, 12), START, date(2026, 3, day)) for day in (2, 4, 5, 8, 9, 14, 31)] == [
        0,
        0,
        1,
        1,
        2,
        3,
        3,
    ]


@pytest.mark.parametrize(
    ("community", "employee", "reason"),
    [
        (DECLINED, ACCEPTED, NotMediatedReason.COMMUNITY_NONE),
        (ACCEPTED, DECLINED, NotMediatedReason.EMPLOYEE_NONE),
        (DECLINED, DECLINED, NotMediatedReason.COMMUNITY_NONE),
        (NO_REPLY, DECLINED, NotMediatedReason.EMPLOYEE_NONE),
        (NO_REPLY, ACCEPTED, NotMediatedReason.NO_REPLY),
        (WITHDRAWN, DECLINED, NotMediatedReason.WITHDREW),
        (NO_REPLY, NO_REPLY, NotMediatedReason.NO_REPLY),
    ],
)
def test_why_a_case_ends(community, employee, reason):
    answers = [Answer(Side.EMPLOYEE, employee), Answer(Side.COMMUNITY, community)]
    assert end_reason(answers) == end_reason(answers[::-1]) == reason


def test_a_reason_that_was_given_is_kept_and_every_pair_of_answers_has_one():
    given = Answer(Side.COLLEAGUE, DECLINED, NotMediatedReason.EMPLOYEE_ADVICE)
    assert end_reason([Answer(Side.EMPLOYEE, ACCEPTED), given]) == NotMediatedReason.EMPLOYEE_ADVICE
    for states in product(CONSENT_IS_IN, repeat=2):
        assert end_reason([Answer(side, state) for side, state in zip(Side, states, strict=False)])
    assert set(reasons_for("community")).isdisjoint(reasons_for("employee"))


def test_every_state_has_one_of_six_stages_and_a_hold_shows_what_it_interrupted():
    assert set(STAGES) == set(CaseState) - {CaseState.ON_HOLD}
    assert set(STAGES.values()) == set(Stage)
    assert len(Stage) <= 6
    for state in STAGES:
        assert stage_of(CaseState.ON_HOLD, state) == stage_of(state) == STAGES[state]
