"""Business days and the one-year limit, across weekends, days off, leap days and waivers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.clock import (
    Tolling,
    add_business_days,
    days_left,
    is_business_day,
    next_warning,
    one_year_limit,
    urgency,
    year_after,
    years_after,
)

FRIDAY = date(2026, 11, 27)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 30)),
        (FRIDAY, 5, date(2026, 12, 4)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
    ],
)
def test_weekends_do_not_count(start, count, expected):
    assert add_business_days(start, count) == expected


def test_days_off_do_not_count():
    assert add_business_days(FRIDAY, 1, ("2026-11-30",)) == date(2026, 12, 1)


@given(DAYS, st.integers(0, 60))
def test_the_day_is_a_business_day_and_as_many_lie_between(start, count):
    end = add_business_days(start, count)
    assert is_business_day(end)
    between = sum(is_business_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
    assert between == count or (count == 0 and between <= 1)


def test_the_year_after_a_leap_day_is_the_first_of_march():
    assert year_after(date(2024, 2, 29)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2028, 2, 29), 5, date(2033, 3, 1)),
        (date(2028, 2, 29), 15, date(2043, 3, 1)),
        (date(2028, 2, 29), 8, date(2036, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 3, 1)),
        (date(2027, 2, 28), 5, date(2032, 2, 28)),
        (date(2028, 3, 1), 5, date(2033, 3, 1)),
        (date(2026, 12, 31), 5, date(2031, 12, 31)),
    ],
)
def test_years_that_begin_on_a_leap_day_end_on_one_or_on_the_first_of_march(day, years, expected):
    assert years_after(day, years) == expected


@given(DAYS, st.integers(1, 30))
def test_no_number_of_years_is_a_day_too_short(day, years):
    end = years_after(day, years)
    assert (end.year, (end.month, end.day) >= (day.month, day.day)) == (day.year + years, True)


def test_a_waiver_adds_its_days():
    assert one_year_limit(date(2026, 1, 10)) == date(2027, 1, 10)
    assert one_year_limit(date(2026, 1, 10), [Tolling(date(2026, 3, 1), date(2026, 3, 30))]) == date(2027, 2, 9)


def test_two_waivers_that_overlap_count_once():
    one, other = Tolling(date(2026, 3, 1), date(2026, 3, 30)), Tolling(date(2026, 3, 15), date(2026, 4, 5))
    assert one_year_limit(date(2026, 1, 10), [one, other]) == date(2027, 1, 10) + timedelta(days=36)


def test_a_waiver_after_the_year_is_over_changes_nothing():
    assert one_year_limit(date(2026, 1, 10), [Tolling(date(2027, 2, 1), date(2027, 3, 1))]) == date(2027, 1, 10)


def test_days_left_fall_below_zero():
    assert days_left(date(2026, 1, 10), date(2027, 1, 13)) == -3


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=4))
def test_waivers_never_shorten_the_year(discovered, periods):
    tolled = [Tolling(first, first + timedelta(days=length)) for first, length in periods]
    assert one_year_limit(discovered, tolled) >= one_year_limit(discovered)


@pytest.mark.parametrize(("day", "shown"), [(1, ""), (6, ""), (7, "amber"), (10, "amber"), (11, "red")])
def test_it_turns_amber_in_the_last_third_and_red_when_it_is_late(day, shown):
    assert urgency(date(2026, 3, 10), date(2026, 3, day), date(2026, 3, 1)) == shown


def test_the_next_day_to_look_at_the_year_is_a_warning_then_the_limit_then_none():
    found, limit = date(2026, 1, 1), date(2027, 1, 1)
    for today, expected in (
        (found, date(2026, 5, 1)),
        (date(2026, 5, 1), date(2026, 7, 30)),
        (date(2026, 9, 28), limit),
        (limit, None),
    ):
        assert next_warning(found, (120, 210, 270), limit, today) == expected
    assert next_warning(found, (), limit, found) == limit
