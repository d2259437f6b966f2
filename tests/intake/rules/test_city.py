"""The City's four words."""

import pytest

from intake.constants import ENDED, CaseState
from intake.rules.city import CityGroup, group_of

FROM_ELIGIBLE_ON = (
    CaseState.ELIGIBLE,
    CaseState.CONSENT,
    CaseState.MEDIATOR_ASSIGN,
    CaseState.PREMEDIATION,
    CaseState.SCHEDULED,
    CaseState.SESSION_HELD,
    CaseState.OUTCOME,
    CaseState.FOLLOW_UP,
)


def test_from_eligible_until_the_end_it_is_one_word():
    assert {group_of(state) for state in FROM_ELIGIBLE_ON} == {CityGroup.IN_MEDIATION}


def test_a_hold_changes_no_word_but_that_of_a_case_that_waits_for_the_city():
    for state in CaseState:
        if state in ENDED or state in {CaseState.ON_HOLD, CaseState.CITY_REVIEW}:
            continue
        assert group_of(CaseState.ON_HOLD, state) == group_of(state)
    assert group_of(CaseState.ON_HOLD, CaseState.CITY_REVIEW) == CityGroup.WITH_PROGRAM


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_a_word(state):
    expected = {
        **dict.fromkeys(ENDED, CityGroup.ENDED),
        **dict.fromkeys(FROM_ELIGIBLE_ON, CityGroup.IN_MEDIATION),
        CaseState.CITY_REVIEW: CityGroup.WITH_CITY,
    }
    assert group_of(state) == expected.get(state, CityGroup.WITH_PROGRAM)
