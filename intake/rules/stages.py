"""Where a case stands as its parties see it: six plain stages, whatever the program does behind them.

A stage is a function of the state alone, and a state changes only when both answers are in. So no stage tells one side
anything about the other's answer.
"""

from enum import StrEnum

from intake.constants import ENDED, CaseState

State = CaseState


class Stage(StrEnum):
    """What a party is told about where the case stands, in the order of the way."""

    RECEIVED = "received"
    LOOKING = "looking"
    ASKING = "asking"
    PREPARING = "preparing"
    MEETING = "meeting"
    OVER = "over"


STAGES: dict[CaseState, Stage] = {
    State.RECEIVED: Stage.RECEIVED,
    State.SCREENING: Stage.LOOKING,
    State.INFO_NEEDED: Stage.LOOKING,
    State.CITY_REVIEW: Stage.LOOKING,
    State.ELIGIBLE: Stage.LOOKING,
    State.CONSENT: Stage.ASKING,
    State.MEDIATOR_ASSIGN: Stage.PREPARING,
    State.PREMEDIATION: Stage.PREPARING,
    State.SCHEDULED: Stage.MEETING,
    State.SESSION_HELD: Stage.MEETING,
    State.OUTCOME: Stage.MEETING,
    State.FOLLOW_UP: Stage.OVER,
} | dict.fromkeys(ENDED, Stage.OVER)


def stage_of(state: str, held_from: str = "") -> Stage:
    """The stage of a state; a hold shows the stage that it interrupted."""
    return STAGES[State(held_from if state == State.ON_HOLD else state)]
