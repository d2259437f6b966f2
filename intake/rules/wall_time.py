"""A time on a wall clock, such as a quarter past six in Los Angeles on 3 December, as the one moment that it means.

Twice a year a wall clock jumps: in spring some times do not exist, in autumn some come twice. The first is refused,
of the second the earlier one counts, and whoever typed it is told.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from intake.exceptions import NoSuchTime

ZONES = frozenset(available_timezones())


@dataclass(frozen=True)
class Moment:
    """What a wall time means, in UTC; `comes_twice` when the clock shows it a second time an hour or so later."""

    at: datetime
    comes_twice: bool = False


def moment_of(wall: datetime, zone: str) -> Moment:
    """The moment at which clocks in `zone` show `wall` (which has no zone of its own), the first where there are two.

    Raises NoSuchTime for a time that the clocks jump over, and for a zone that is not known.
    """
    if zone not in ZONES:
        raise NoSuchTime
    place = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if wall_of(moment, zone) != wall:
        raise NoSuchTime
    return Moment(moment, comes_twice=first.utcoffset() != second.utcoffset())


def wall_of(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at a moment, without a zone of its own."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
