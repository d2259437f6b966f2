"""When a side can ask for another time by itself, and which days it is offered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intake.rules.moving import DAYS, FIRST_DAY, FreeTime, Moving, PartOfDay, moving, read_free_time, times_to_offer
from intake.rules.policy import Policy

START = datetime(2026, 12, 10, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "moves_used", "found"),
    [
        (timedelta(days=2), 0, Moving.OPEN),
        (timedelta(days=2) - timedelta(seconds=1), 0, Moving.TOO_LATE),
        (timedelta(days=9), 1, Moving.USED_UP),
        (timedelta(hours=1), 1, Moving.USED_UP),
    ],
)
def test_the_rules_say_how_late_and_how_often(before, moves_used, found):
    assert moving(START, START - before, moves_used, Policy()) is found


def test_a_program_can_set_both_rules():
    policy = Policy(reschedules=2, move_notice_days=0)
    assert moving(START, START - timedelta(minutes=1), 1, policy) is Moving.OPEN
    assert moving(START, START, 2, policy) is Moving.USED_UP


def test_the_coming_days_are_offered_in_parts_without_days_off():
    today = date(2026, 12, 1)
    found = times_to_offer(today, ["2026-12-07"])
    assert len(found) == (DAYS - 1) * len(PartOfDay)
    assert found[0] == FreeTime(today + timedelta(days=FIRST_DAY), PartOfDay.MORNING)
    assert date(2026, 12, 7) not in {each.day for each in found}


def test_what_is_stored_reads_back():
    for each in times_to_offer(date(2026, 12, 1), ()):
        assert read_free_time(each.key) == each
