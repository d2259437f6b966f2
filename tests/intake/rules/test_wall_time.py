"""Wall times: each is one moment, does not exist, or comes twice (G16)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intake.exceptions import NoSuchTime
from intake.rules.wall_time import moment_of, wall_of

HERE = "America/Los_Angeles"
ZONES = [
    HERE, "America/New_York", "America/Phoenix", "America/Sao_Paulo", "Europe/Berlin", "Europe/London", "Asia/Yerevan",
    "Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "UTC",
]  # fmt: skip
WALLS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)
SPRING = [(2026, 3, 8), (2027, 3, 14), (2028, 3, 12), (2029, 3, 11), (2030, 3, 10)]
AUTUMN = [(2026, 11, 1), (2027, 11, 7), (2028, 11, 5), (2029, 11, 4), (2030, 11, 3)]


def clocks_that_show(wall, zone):
    """Every moment within a day around at which the clocks there show this time, minute by minute in quarters."""
    around = [wall.replace(tzinfo=UTC) + timedelta(minutes=15 * step) for step in range(-4 * 16, 4 * 16)]
    return [moment for moment in around if wall_of(moment, zone) == wall]


@pytest.mark.proves("G16")
@given(wall=WALLS, zone=st.sampled_from(ZONES))
@settings(max_examples=400, deadline=None)
@example(wall=datetime(2026, 3, 8, 2, 30), zone=HERE)
@example(wall=datetime(2026, 11, 1, 1, 30), zone=HERE)
@example(wall=datetime(2027, 10, 3, 2, 15), zone="Australia/Lord_Howe")
def test_a_wall_time_is_the_first_moment_at_which_clocks_show_it_or_does_not_exist(wall, zone):
    wall = wall.replace(minute=wall.minute // 15 * 15)
    shown = clocks_that_show(wall, zone)
    if not shown:
        with pytest.raises(NoSuchTime):
            moment_of(wall, zone)
        return
    moment = moment_of(wall, zone)
    assert moment.at == shown[0]
    assert moment.comes_twice == (len(shown) > 1)
    assert moment.at.tzinfo is UTC


@pytest.mark.proves("G16")
@pytest.mark.parametrize("day", SPRING)
def test_half_past_two_on_the_night_when_clocks_go_forward_is_refused(day):
    with pytest.raises(NoSuchTime):
        moment_of(datetime(*day, 2, 30), HERE)
    assert moment_of(datetime(*day, 3, 0), HERE).at - moment_of(datetime(*day, 1, 59), HERE).at == timedelta(minutes=1)


@pytest.mark.proves("G16")
@pytest.mark.parametrize("day", AUTUMN)
def test_half_past_one_on_the_night_when_clocks_go_back_is_the_first_and_says_so(day):
    moment = moment_of(datetime(*day, 1, 30), HERE)
    assert moment.comes_twice
    assert moment.at.astimezone(ZoneInfo(HERE)).utcoffset() == timedelta(hours=-7)
    assert not moment_of(datetime(*day, 2, 30), HERE).comes_twice


@pytest.mark.parametrize("zone", ["", "Nowhere/Town", "../etc/passwd", "PST8PDT\0"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(NoSuchTime):
        moment_of(datetime(2026, 5, 1, 12), zone)
