"""What a side is told comes next, for every state and every own answer."""

from itertools import product

import pytest

from intake.constants import CONSENT_IS_IN, CaseState, ConsentState
from intake.rules.space import Next, may_answer, next_for

ALL = list(product(CaseState, ConsentState, (True, False), (True, False)))


@pytest.mark.parametrize("held", ["", CaseState.CONSENT])
def test_there_is_a_next_step_for_every_state_and_answer(held):
    for state, consent, has_asked, is_asked in ALL:
        held_from = held or CaseState.SCREENING if state == CaseState.ON_HOLD else ""
        assert next_for(state, held_from, consent, has_asked=has_asked, is_asked=is_asked) in Next


def test_an_answer_is_asked_for_while_both_are_asked_and_only_once():
    for state, consent, has_asked, is_asked in ALL:
        if state == CaseState.ON_HOLD:
            continue
        asks = next_for(state, "", consent, has_asked=has_asked, is_asked=is_asked) is Next.ANSWER
        assert asks == may_answer(state, "", consent, is_asked=is_asked)
        assert asks == (state == CaseState.CONSENT and consent not in CONSENT_IS_IN and is_asked)


def test_only_the_side_that_asked_is_asked_for_more():
    for has_asked in (True, False):
        step = next_for(CaseState.INFO_NEEDED, "", ConsentState.NOT_ASKED, has_asked=has_asked, is_asked=False)
        assert (step is Next.OUR_QUESTION) == has_asked
