"""When a survey is asked, and when somebody is reminded of it: days of the program's place, at an hour for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intake.constants import Side
from intake.constants.survey import Audience
from intake.rules.clock import ONE_DAY
from intake.rules.policy import Policy

FIRST_HOUR, LAST_HOUR = time(9), time(20)
"""Between which messages about surveys go out, in local time."""


@dataclass(frozen=True)
class Window:
    """The days, both included, on which something happened after which a survey is asked today."""

    first: date
    last: date


def after_talk(today: date, policy: Policy) -> Window:
    """A talk after which the survey is asked at once. Older ones are left alone: nobody is asked about a talk that was
    long before the first survey."""
    return Window(today - timedelta(days=policy.survey_late_days), today)


def after_no(today: date, policy: Policy) -> Window:
    """A no after which the survey is asked: from the next day on, so that it does not come with the letter."""
    return Window(today - timedelta(days=policy.survey_late_days), today - ONE_DAY)


def before_follow_up(today: date, policy: Policy) -> Window:
    """The last talk after which the follow-up is asked today."""
    last = today - timedelta(days=policy.survey_follow_up_days)
    return Window(last - timedelta(days=policy.survey_late_days), last)


def steps_due(ladder: Sequence[int], asked_on: date, today: date, late: int) -> int:
    """How many reminders of the ladder have come due by today; none long after the last of them."""
    if not ladder or today > asked_on + timedelta(days=max(ladder) + late):
        return 0
    return sum(asked_on + timedelta(days=days) <= today for days in ladder)


def waking_hour(local: datetime) -> datetime:
    """This local moment where people are awake, else the next one at which they are; without its time zone."""
    moment = local.replace(tzinfo=None)
    if moment.time() >= LAST_HOUR:
        return datetime.combine(moment.date() + ONE_DAY, FIRST_HOUR)
    return max(moment, datetime.combine(moment.date(), FIRST_HOUR))


def audience_of(side: str) -> Audience:
    """As what a side answers: both sides of an internal matter are employees."""
    return Audience.COMMUNITY if side == Side.COMMUNITY else Audience.EMPLOYEE
