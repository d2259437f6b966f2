"""What the City sees of where a case stands: one of four words.

From the day on which a case is found eligible until it ends the word is one and the same, whatever either side
answers, how many sessions there are, or whether the case waits: nothing that the City sees depends on a consent.
"""

from enum import StrEnum

from intake.constants import ENDED, CaseState


class CityGroup(StrEnum):
    """Where a case stands, in the City's words."""

    WITH_PROGRAM = "With the program"
    WITH_CITY = "Waiting for the City"
    IN_MEDIATION = "In mediation"
    ENDED = "Ended"


WITH_PROGRAM = frozenset(
    {CaseState.RECEIVED, CaseState.SCREENING, CaseState.INFO_NEEDED, CaseState.CITY_REVIEW, CaseState.ON_HOLD}
)
"""States before a case is found eligible. One that waits gives the City nothing to do, even if it was asked."""


def group_of(state: CaseState, held_from: str = "") -> CityGroup:
    """The word for a state; `held_from` is the state that a hold interrupted."""
    if state in ENDED:
        return CityGroup.ENDED
    if state is CaseState.CITY_REVIEW:
        return CityGroup.WITH_CITY
    shown = CaseState(held_from) if state is CaseState.ON_HOLD and held_from else state
    return CityGroup.WITH_PROGRAM if shown in WITH_PROGRAM else CityGroup.IN_MEDIATION
