"""What is still to be done of a follow-up, where a hold interrupted it."""

from datetime import date

import pytest

from intake.constants import CaseState, DutyKind
from intake.rules.duties import TIMERS, days_of_follow_up, due
from intake.rules.policy import Policy

START = date(2026, 3, 2)
DAYS = {timer.kind: due(timer, START, Policy()) for timer in TIMERS[CaseState.FOLLOW_UP]}
TEN, ASK, CLOSE = DutyKind.TEN_DAYS, DutyKind.FOLLOW_UP, DutyKind.CLOSE


def test_a_case_that_is_followed_up_has_a_day_on_which_it_is_closed():
    assert {TEN: date(2026, 3, 12), ASK: date(2026, 5, 1), CLOSE: date(2026, 5, 31)} == DAYS


@pytest.mark.parametrize(
    ("ended", "extended_to", "followed_up", "left"),
    [
        (False, None, False, DAYS),
        (True, None, False, {ASK: DAYS[ASK], CLOSE: DAYS[CLOSE]}),
        (True, date(2026, 8, 1), True, {CLOSE: DAYS[CLOSE]}),
        (False, date(2026, 4, 1), True, {TEN: date(2026, 4, 1), CLOSE: DAYS[CLOSE]}),
        (False, date(2026, 8, 1), False, {TEN: date(2026, 8, 1), ASK: DAYS[ASK], CLOSE: date(2026, 8, 1)}),
    ],
)
def test_what_is_settled_is_not_due_again_and_closing_always_is(ended, extended_to, followed_up, left):
    assert days_of_follow_up(DAYS, ended=ended, extended_to=extended_to, followed_up=followed_up) == left
