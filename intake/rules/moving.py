"""A side's wish for another time of a meeting: whether it can ask by itself, and which parts of days it can offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from intake.rules.policy import Policy

FIRST_DAY = 3
"""In how many days another time can be found at the earliest: the other side and the mediators are asked first."""
DAYS = 14
MOST_TIMES = 3


class Moving(StrEnum):
    """Whether a side can ask for another time by itself. In any case it can ask for a call."""

    OPEN = "open"
    TOO_LATE = "too_late"
    USED_UP = "used_up"


class PartOfDay(StrEnum):
    """When on a day somebody could come."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, order=True)
class FreeTime:
    """A part of a day on which a side could come."""

    day: date
    part: PartOfDay

    @property
    def key(self) -> str:
        """As it is stored, such as "2026-12-07:morning"."""
        return f"{self.day.isoformat()}:{self.part}"


def read_free_time(key: str) -> FreeTime:
    """The part of a day that was stored."""
    day, _, part = key.partition(":")
    return FreeTime(date.fromisoformat(day), PartOfDay(part))


def moving(starts_at: datetime, now: datetime, moves_used: int, policy: Policy) -> Moving:
    """Whether a side that has moved so often can ask for another time than `starts_at` now."""
    if moves_used >= policy.reschedules:
        return Moving.USED_UP
    is_late = starts_at - now < timedelta(days=policy.move_notice_days)
    return Moving.TOO_LATE if is_late else Moving.OPEN


def times_to_offer(today: date, closed_on: Iterable[str]) -> list[FreeTime]:
    """The parts of the coming days, without the program's days off."""
    closed = set(closed_on)
    days = [today + timedelta(days=FIRST_DAY + number) for number in range(DAYS)]
    return [FreeTime(day, part) for day in days if day.isoformat() not in closed for part in PartOfDay]
