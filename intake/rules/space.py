"""What a side sees in its own space: what comes next, and what waits on it.

Everything here is a function of the state of the case and of this side's own track. The other side's answer is no
argument of any function, so that nothing can be told from the page (tests/walks/test_blindness.py).
"""

from enum import StrEnum

from intake.constants import CONSENT_IS_IN, CaseState
from intake.rules.stages import Stage, stage_of


class Next(StrEnum):
    """What comes next for a side."""

    CONTACT = "contact"
    LOOK = "look"
    OUR_QUESTION = "our_question"
    WILL_ASK = "will_ask"
    ANSWER = "answer"
    BOTH = "both"
    PREPARE = "prepare"
    MEET = "meet"
    FINISH = "finish"
    CALL = "call"
    WAIT = "wait"
    NOTHING = "nothing"


BY_STAGE = {
    Stage.RECEIVED: Next.CONTACT,
    Stage.LOOKING: Next.LOOK,
    Stage.PREPARING: Next.PREPARE,
    Stage.MEETING: Next.FINISH,
    Stage.OVER: Next.NOTHING,
}
BY_STATE = {CaseState.SCHEDULED: Next.MEET, CaseState.FOLLOW_UP: Next.CALL, CaseState.ON_HOLD: Next.WAIT}


def next_for(state: str, held_from: str, consent: str, *, has_asked: bool, is_asked: bool, meets: bool = True) -> Next:
    """What comes next for a side: `consent` is its own state, `is_asked` whether its own day of asking has come,
    `meets` whether there is a meeting ahead: nobody is told to come to one that is over or was called off."""
    if state == CaseState.INFO_NEEDED and has_asked:
        return Next.OUR_QUESTION
    if state == CaseState.SCHEDULED and not meets:
        return Next.FINISH
    if state in BY_STATE:
        return BY_STATE[CaseState(state)]
    stage = stage_of(state, held_from)
    if stage is not Stage.ASKING:
        return BY_STAGE[stage]
    if consent in CONSENT_IS_IN:
        return Next.BOTH
    return Next.ANSWER if is_asked else Next.WILL_ASK


def may_answer(state: str, held_from: str, consent: str, *, is_asked: bool) -> bool:
    """Whether a side can say yes or no now."""
    is_asking = CaseState.CONSENT in (state, held_from)
    return is_asking and is_asked and consent not in CONSENT_IS_IN
