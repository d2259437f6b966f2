"""What is said when the end of a mediation can't be recorded so, and which outcomes come with an agreement."""

from enum import StrEnum

from intake.constants import OutcomeCode

WITH_AGREEMENT = frozenset({OutcomeCode.AGR_FULL, OutcomeCode.AGR_PARTIAL})
"""Outcomes that say by themselves that there is a written agreement; the others say that there is none."""


class Why(StrEnum):
    """Why it was refused. The value is the sentence that staff read."""

    WRONG_STATE = "This can’t be recorded where the case stands now."
    NOT_ONE_STORY = "The outcome and the answer about an agreement say different things."
    SHARING_OPEN = "Say whether all agreed that the City may see the terms."
    SAME_PERSON = "Whoever reported the outcome can’t approve it. Ask another lead administrator."
    WRONG_DAY = "This day can’t be right: an extension lies ahead, an end lies behind."
    NOTHING_TO_RETURN = "No complaint of this case has to go back."
