"""Asking both sides: on which days, which reminder is due, and why a case ends to which not both agreed.

No answer here is a function of what the other side did, but for the reason of an end, which only the program sees.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from intake.constants import ConsentState, NotMediatedReason, Side
from intake.rules.policy import Policy

COMMUNITY_REASONS = (
    NotMediatedReason.COMMUNITY_INVESTIGATION,
    NotMediatedReason.COMMUNITY_AVOID,
    NotMediatedReason.COMMUNITY_TIME,
    NotMediatedReason.COMMUNITY_DISTRUST,
    NotMediatedReason.COMMUNITY_RESOLVED,
    NotMediatedReason.COMMUNITY_NONE,
)
EMPLOYEE_REASONS = (
    NotMediatedReason.EMPLOYEE_INVESTIGATION,
    NotMediatedReason.EMPLOYEE_AVOID,
    NotMediatedReason.EMPLOYEE_ADVICE,
    NotMediatedReason.EMPLOYEE_NONE,
)


@dataclass(frozen=True)
class Answer:
    """Where one side stands, and the reason that it gave for a no."""

    side: Side
    state: ConsentState
    reason: str = ""


def asked_from(side: str, sides: Collection[str], policy: Policy, start: date) -> date:
    """The day from which this side is asked. Where the side that the rules name first is one of the two, the other one
    is asked some days later; in an internal matter without such a side both are asked at once."""
    comes_later = policy.asking_order in sides and side != policy.asking_order
    return start + timedelta(days=policy.asking_gap_days) if comes_later else start


def answer_by(asked: date, policy: Policy) -> date:
    """The last day on which a side that is asked from `asked` on can answer."""
    return asked + timedelta(days=policy.consent_days)


def steps_passed(ladder: Sequence[int], asked: date, today: date) -> int:
    """How many reminders of the ladder have come due by today; their days count from the day of asking."""
    return sum(asked + timedelta(days=days) <= today for days in ladder)


def reasons_for(side: str) -> tuple[NotMediatedReason, ...]:
    """The reasons of which a side may give one for its no."""
    return COMMUNITY_REASONS if side == Side.COMMUNITY else EMPLOYEE_REASONS


def end_reason(answers: Sequence[Answer]) -> NotMediatedReason:
    """The private reason for which a case ends that both answered and not both accepted: a withdrawal before a no,
    a no before silence, the community member's before the employee's."""
    if any(answer.state == ConsentState.WITHDRAWN for answer in answers):
        return NotMediatedReason.WITHDREW
    for answer in sorted(answers, key=lambda each: each.side != Side.COMMUNITY):
        if answer.state == ConsentState.DECLINED:
            return NotMediatedReason(answer.reason) if answer.reason else reasons_for(answer.side)[-1]
    return NotMediatedReason.NO_REPLY
