"""`{% next_events %}` and `{% all_questions_url %}`: the way to both, for pages that know nothing of outreach."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.timezone import now

from outreach.models import EventIndexPage, FaqIndexPage
from outreach.models.event import upcoming_in
from portal.common.kept_values import KeptValues
from portal.common.languages import Language
from portal.common.part_pages import ListingPage
from portal.common.surroundings import address

register = template.Library()
MOST = 3


@register.inclusion_tag("outreach/next_events.html", takes_context=True)
def next_events(context: Context) -> dict[str, Any]:
    """Up to three `events` to come, the reader's `language`, and the address of the calendar. One query, and none
    while the process knows the answer."""
    language = context["language"]
    events = [event for event in _upcoming.of(language) if event.ends_at >= now()][:MOST]
    calendar_url = _lists.of((EventIndexPage, language)) if events else ""
    return {"events": events, "language": language, "calendar_url": calendar_url}


@register.simple_tag
def all_questions_url(language: Language) -> str:
    """The address of the list of questions, if it is live. One query, and none while the process knows the answer."""
    return _lists.of((FaqIndexPage, language))


def read_list_url(wanted: tuple[type[ListingPage], Language]) -> str:
    """The address of the list of this type in a language; empty while it is not live. One query."""
    model, language = wanted
    page = model.objects.live().filter(locale__language_code=language.code, alias_of=None).first()
    return address(page.url_path, language) if page else ""


_upcoming = KeptValues(upcoming_in)
_lists = KeptValues(read_list_url)
