"""The date filters of every template: `{{ case.opened_at|long_date }}` and `{{ session.starts_at|long_datetime }}`."""

from datetime import date, datetime

from django import template

from portal.common import dates

register = template.Library()


@register.filter
def long_date(value: date | datetime | None) -> str:
    """The day in words in the active language; nothing when there is no date."""
    return dates.long_date(value) if value else ""


@register.filter
def long_datetime(value: datetime | None) -> str:
    """Weekday, day, time and time zone in the active language; nothing when there is no moment."""
    return dates.long_datetime(value) if value else ""


@register.filter
def short_datetime(value: datetime | None) -> str:
    """Day and time of a log or a list, where nobody has to come; nothing when there is no moment."""
    return dates.short_datetime(value) if value else ""
