"""Counting days: business days, amber and red, and the one-year limit of a complaint (Gov. Code 3304(d)).

Days are those of the program's place; a caller turns moments into local days first.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_business_day(day: date, closed_on: Collection[str] = ()) -> bool:
    """Whether the program works on this day; `closed_on` are ISO dates."""
    return day.weekday() < SATURDAY and day.isoformat() not in closed_on


def add_business_days(start: date, count: int, closed_on: Collection[str] = ()) -> date:
    """The day that is `count` business days after `start`; with 0 the first business day from `start` on."""
    day = start
    for _ in range(count):
        day = _next_business_day(day + ONE_DAY, closed_on)
    return _next_business_day(day, closed_on)


def _next_business_day(day: date, closed_on: Collection[str]) -> date:
    while not is_business_day(day, closed_on):
        day += ONE_DAY
    return day


@dataclass(frozen=True)
class Tolling:
    """A time that does not count towards the year, such as an officer's written waiver. Both days belong to it."""

    first: date
    last: date


def years_after(day: date, years: int) -> date:
    """The same day some years later. Where that year has no 29 February it is 1 March: no time that the law asks for is
    ever a day too short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def year_after(day: date) -> date:
    """The same day a year later; 1 March for 29 February."""
    return years_after(day, 1)


def one_year_limit(discovered: date, tolled: Iterable[Tolling] = ()) -> date:
    """The last day on which an investigation of the complaint can end: a year from discovery, and a day more for each
    tolled day before it. Tolled days that lie in two periods count once."""
    limit = year_after(discovered)
    for period in _merged(tolled):
        if period.first > limit:
            break
        limit += period.last - max(period.first, discovered) + ONE_DAY if period.last >= discovered else timedelta()
    return limit


def days_left(discovered: date, today: date, tolled: Iterable[Tolling] = ()) -> int:
    """Days from today until the limit; below zero when it is past."""
    return (one_year_limit(discovered, tolled) - today).days


def _merged(tolled: Iterable[Tolling]) -> list[Tolling]:
    merged: list[Tolling] = []
    for period in sorted(tolled, key=lambda each: (each.first, each.last)):
        if merged and period.first <= merged[-1].last + ONE_DAY:
            merged[-1] = Tolling(merged[-1].first, max(merged[-1].last, period.last))
        else:
            merged.append(period)
    return merged


def amber_from(due: date, opened: date) -> date:
    """The first day of the last third of the time, on which a duty turns amber."""
    whole = max((due - opened).days, 1)
    return due - timedelta(days=whole // 3)


def urgency(due: date | None, today: date, opened: date) -> str:
    """`red` from the day after the due day, `amber` in the last third of the time, else nothing."""
    return urgency_on(today, due, amber_from(due, opened)) if due else ""


def urgency_on(today: date, due: date | None, amber: date | None) -> str:
    """The same where the first amber day is known, as in a row of the queue."""
    if due is None:
        return ""
    if today > due:
        return "red"
    return "amber" if amber is not None and today >= amber else ""


def next_warning(discovered: date, warnings: Iterable[int], limit: date, today: date) -> date | None:
    """The next day on which the one-year limit is to be shown: a day of the warnings, then the limit itself."""
    days = [discovered + timedelta(days=count) for count in warnings]
    return next((day for day in sorted([*days, limit]) if day > today), None)
