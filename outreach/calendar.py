"""Events as iCalendar (RFC 5545), so that a change or a cancellation reaches the calendars that hold them.

The UID of an event is the same in every language and names nothing (RFC 7986, 5.3). SEQUENCE grows with every
publication: it is the seconds between the first and the last.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils.timezone import localtime
from icalendar import Calendar, Event
from wagtail.rich_text import get_text_for_indexing

from outreach.models import EventPage
from outreach.models.event import EventStatus
from portal.common.languages import Language

STATUS = {EventStatus.POSTPONED: "TENTATIVE", EventStatus.CANCELLED: "CANCELLED"}
# How often a program that subscribed should ask again.
ASK_AGAIN = timedelta(hours=12)


def calendar_of(events: Iterable[EventPage], language: Language, name: str, absolute: Callable[[str], str]) -> Calendar:
    """A calendar with these events, named `name`; `absolute` makes an address of ours one with its host."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mediation portal//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name, parameters={"LANGUAGE": language.tag})
        calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event_of(event, absolute(event.own_address)))
    calendar.add_missing_timezones()
    return calendar


def event_of(page: EventPage, url: str) -> Event:
    """One event, in the words of its page, which is at `url`."""
    changed, language = page.changed_at, page.language
    event = Event()
    event.add("uid", str(page.translation_key))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", sequence(page))
    event.add("status", STATUS.get(EventStatus(page.status), "CONFIRMED"))
    event.add("summary", page.title, parameters={"LANGUAGE": language.tag})
    event.add("dtstart", localtime(page.starts_at))
    event.add("dtend", localtime(page.ends_at))
    event.add("location", where(page))
    event.add(
        "description", "\n\n".join([get_text_for_indexing(page.intro), url]), parameters={"LANGUAGE": language.tag}
    )
    event.add("url", url)
    return event


def sequence(page: EventPage) -> int:
    """How far the event has come since it was first published; a later publication never has a lower number."""
    if page.changed_at is None or page.first_published_at is None:
        return 0
    return max(0, int((page.changed_at - page.first_published_at).total_seconds()))


def where(page: EventPage) -> str:
    """The place and its address, or the address online."""
    if page.status == EventStatus.MOVED_ONLINE and page.online_url:
        return page.online_url
    return ", ".join(part for part in (page.place, page.address) if part) or page.online_url
