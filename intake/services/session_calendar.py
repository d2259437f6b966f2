"""A session as a calendar file (RFC 5545) that says when, and nothing else.

Its title is one neutral word in the reader's language; there is no name, no place and no reference, for calendars are
shared with families and employers. A moved or cancelled session keeps its UID and has a higher SEQUENCE, so that
whoever opens the new file sees the old entry change or go.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override, pgettext
from icalendar import Calendar, Event

from intake.constants import SessionState
from intake.models import Session
from portal.common.languages import Language

PRODUCT = "-//Portal//Calendar//EN"


OFF = (SessionState.CANCELLED, SessionState.NO_SHOW)


def calendar_file(session: Session, language: Language, *, is_left: bool = False) -> bytes:
    """The file of a session that has a time, in the words of `language`. `is_left` makes it the file of a mediator who
    does not lead it any more: it takes the entry out, whatever becomes of the session."""
    is_off = is_left or session.state in OFF
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    # Higher than the file of the session that stands, and not than that of the one it may be moved to.
    sequence = session.sequence + (is_off and session.state not in OFF)
    calendar.add_component(_event(session, language, sequence, is_off=is_off))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(session: Session, language: Language, sequence: int, *, is_off: bool) -> Event:
    assert session.starts_at is not None, "times that are only proposed make no file"
    assert session.ends_at is not None
    with override(language.code):
        title = pgettext("title of a calendar entry", "Meeting")
    event = Event()
    event.add("uid", str(session.uid))
    event.add("dtstamp", timezone.now())
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("summary", title, parameters={"LANGUAGE": language.tag})
    event.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    event.add("dtstart", _start(session.starts_at, session.zone))
    # A length, not an end: on the night when the clocks go back an end could mean two moments.
    event.add("duration", session.ends_at - session.starts_at)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    return event


def _start(moment: datetime, zone: str) -> datetime:
    """The beginning on the clocks of the zone; in UTC where those clocks show it for the second time."""
    local = moment.astimezone(ZoneInfo(zone))
    return local if local.fold == 0 else moment.astimezone(UTC)
