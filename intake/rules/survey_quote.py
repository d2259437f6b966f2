"""From which day words of a survey may be published: late, so that nobody thinks of the talk that was just held."""

from datetime import date, timedelta


def first_day_of(half_year: str) -> date:
    """The first day of a half-year, such as 2026-H2."""
    year, half = half_year.split("-H")
    return date(int(year), 1 if half == "1" else 7, 1)


def publish_from(running: str, delay: int) -> date:
    """The first day for a quote that is proposed in the half-year `running`: so many days after the last one ended.

    Which half-year the reply is from is no part of it, so the day does not tell. It is never sooner than its own would
    be.
    """
    return first_day_of(running) + timedelta(days=delay)
