"""Dates and times in words, in the reader's language, from CLDR by way of Babel (UX.md 3.3).

Django has no Armenian formats, and a date made of numbers alone means two days in two countries: none is written here.
"""

from datetime import date, datetime, time, timedelta
from math import inf
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from django.utils.timezone import get_current_timezone, is_naive, localtime, make_aware
from django.utils.translation import get_language

from portal.common.languages import language_of

# Where CLDR's own pattern is not what people write: Armenian with a leading zero, and in another order than with the
# weekday; the zone in traditional Chinese in brackets that no text has.
DAYS = {"hy": "y թ. MMMM d"}
SHORT_DAYS = {"hy": "y թ. MMM d"}
IN_BRACKETS = "（vvvv）"


def long_date(value: date | datetime) -> str:
    """The day of `value` in the active language, such as "March 4, 2026"; a moment counts in the local time zone."""
    day = _local(value).date() if isinstance(value, datetime) else value
    locale = _active_locale()
    return str(format_date(day, DAYS.get(locale.language, "long"), locale=locale))


def long_datetime(value: datetime) -> str:
    """The moment in the active language with its weekday and time zone: a session's time must leave no doubt."""
    pattern = str(_active_locale().datetime_formats["full"])
    return pattern.format(clock_time(value), weekday_date(value))


def short_datetime(value: datetime) -> str:
    """The moment in the active language without weekday and zone, for long lists: "Mar 4, 2026, 6:30 PM"."""
    moment, locale = _local(value), _active_locale()
    day = format_date(moment.date(), SHORT_DAYS.get(locale.language, "medium"), locale=locale)
    pattern = str(locale.datetime_formats["medium"])
    return pattern.format(format_time(moment, "short", moment.tzinfo, locale), day)


def weekday_date(value: date | datetime) -> str:
    """The day with its weekday, such as "Wednesday, March 4, 2026"."""
    day = _local(value).date() if isinstance(value, datetime) else value
    return str(format_date(day, "full", locale=_active_locale()))


def clock_time(value: datetime) -> str:
    """The time of day with its time zone, such as "6:30 PM Pacific Standard Time"."""
    moment, locale = _local(value), _active_locale()
    return str(format_time(moment, _time_with_zone(locale), tzinfo=moment.tzinfo, locale=locale))


def length_in_words(length: timedelta) -> str:
    """How long something takes in the active language, such as "2 hours" or "90 minutes"."""
    unit: Literal["hour", "minute"] = "minute" if length % timedelta(hours=1) else "hour"
    # Below every threshold Babel writes the unit that is named, and none above it.
    return str(format_timedelta(length, granularity=unit, threshold=inf, locale=_active_locale()))


def start_of_day(day: date) -> datetime:
    """The first moment of a local day."""
    return make_aware(datetime.combine(day, time.min))


def _active_locale() -> Locale:
    return Locale.parse(language_of(get_language()).babel)


def _local(value: datetime) -> datetime:
    return make_aware(value, get_current_timezone()) if is_naive(value) else localtime(value)


def _time_with_zone(locale: Locale) -> str:
    """The locale's pattern for hours, minutes and zone, on the clock that it uses, with the zone's name in full."""
    clock = "Hmv" if "H" in locale.time_formats["short"].pattern else "hmv"
    pattern = str(locale.datetime_skeletons[clock].pattern).replace("v", "vvvv")
    return pattern.replace(" [vvvv]", IN_BRACKETS)
