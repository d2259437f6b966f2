"""What has to be done by when, once a case has come into a state. A duty of a state ends with the state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from intake.constants import CaseState, DutyKind
from intake.rules.clock import add_business_days
from intake.rules.policy import RULES, Policy, Unit


@dataclass(frozen=True)
class Timer:
    """A duty and the rule of Policy that says in how many days it is due. `is_inner` where only the program has to do
    with it: no side is told its day."""

    kind: DutyKind
    rule: str
    is_inner: bool = False


TIMERS: dict[CaseState, tuple[Timer, ...]] = {
    CaseState.RECEIVED: (Timer(DutyKind.FIRST_CONTACT, "first_contact_days"),),
    CaseState.SCREENING: (Timer(DutyKind.SCREEN, "screening_days"),),
    CaseState.INFO_NEEDED: (
        Timer(DutyKind.ASK_AGAIN, "info_reminder_days"),
        Timer(DutyKind.ANSWER_BY, "info_days"),
    ),
    CaseState.CITY_REVIEW: (Timer(DutyKind.CITY_DECISION, "city_review_days"),),
    CaseState.ELIGIBLE: (Timer(DutyKind.INVITE, "invite_days"),),
    CaseState.CONSENT: (Timer(DutyKind.CONSENT_BY, "consent_days"),),
    CaseState.MEDIATOR_ASSIGN: (Timer(DutyKind.ASSIGN, "assign_days"),),
    CaseState.PREMEDIATION: (Timer(DutyKind.PREPARE, "premediation_days"),),
    CaseState.SCHEDULED: (Timer(DutyKind.HOLD_SESSION, "session_days"),),
    CaseState.SESSION_HELD: (Timer(DutyKind.REPORT, "report_days"),),
    CaseState.OUTCOME: (Timer(DutyKind.OUTCOME, "outcome_days"),),
    CaseState.FOLLOW_UP: (
        Timer(DutyKind.TEN_DAYS, "ten_days", is_inner=True),
        Timer(DutyKind.FOLLOW_UP, "follow_up_days"),
        Timer(DutyKind.CLOSE, "close_days", is_inner=True),
    ),
    CaseState.ON_HOLD: (Timer(DutyKind.REVIEW_HOLD, "hold_review_days"),),
}
"""The duties of each state; ended cases have none."""

OF_STATES = frozenset(timer.kind for timers in TIMERS.values() for timer in timers)
"""The duties that end when their state does."""

OF_THE_CITY = frozenset({DutyKind.CITY_DECISION})
"""Duties that wait on the City."""

OF_PARTIES = frozenset({DutyKind.ANSWER_BY, DutyKind.CONSENT_BY})
"""Duties that wait on a party. The others are the program's own."""


def due(timer: Timer, start: date, policy: Policy) -> date:
    """The day by which the duty is to be done, when its state began on `start`."""
    count = getattr(policy, timer.rule)
    if RULES[timer.rule].unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, count, policy.closed_on)
    return start + timedelta(days=count)


def days_of_follow_up(
    days: Mapping[DutyKind, date], *, ended: bool, extended_to: date | None, followed_up: bool
) -> dict[DutyKind, date]:
    """Of the days of the follow-up those that are still to come, where it goes on after a hold: what is settled is not
    due again. A mediation that was extended is looked at again on its last day, and its case is closed no sooner."""
    left = dict(days)
    if ended:
        del left[DutyKind.TEN_DAYS]
    elif extended_to is not None:
        left[DutyKind.TEN_DAYS] = extended_to
        left[DutyKind.CLOSE] = max(left[DutyKind.CLOSE], extended_to)
    if followed_up:
        del left[DutyKind.FOLLOW_UP]
    return left
