"""`{% next_events %}` and `{% all_questions_url %}`: the way to both, for pages that know nothing of outreach."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.timezone import now

from outreach.models import EventPage, FaqIndexPage
from outreach.models.event import upcoming_in
from portal.common.kept_values import KeptValues
from portal.common.languages import Language
from portal.common.surroundings import address

register = template.Library()
MOST = 3


@register.inclusion_tag("outreach/next_events.html", takes_context=True)
def next_events(context: Context) -> dict[str, Any]:
    """Up to three `events` to come, the reader's `language`, and the address of the calendar. One query, and none
    while the process knows the answer."""
    language = context["language"]
    events = [event for event in _upcoming.of(language) if event.ends_at >= now()]
    return {"events": events[:MOST], "language": language, "calendar_url": listing_url(events, language)}


def listing_url(events: list[EventPage], language: Language) -> str:
    """The address of the calendar, which has the same slug in every language; empty when there is nothing to come."""
    return f"/{language.code}/{events[0].listed_url.split('/')[2]}/" if events else ""


_upcoming = KeptValues(upcoming_in)


@register.simple_tag
def all_questions_url(language: Language) -> str:
    """The address of the list of questions, if it is live. One query, and none while the process knows the answer."""
    return _question_lists.of(language)


def read_question_list(language: Language) -> str:
    """The same, as the database has it. One query."""
    page = FaqIndexPage.objects.live().filter(locale__language_code=language.code, alias_of=None).first()
    return address(page.url_path, language) if page else ""


_question_lists = KeptValues(read_question_list)
