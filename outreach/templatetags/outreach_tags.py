"""`{% next_events %}`: the next events in the reader's language, for pages that know nothing of outreach."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.timezone import now

from outreach.models import EventPage
from outreach.models.event import upcoming
from portal.common.kept_values import KeptValues
from portal.common.surroundings import address

register = template.Library()
MOST = 3


@register.inclusion_tag("outreach/next_events.html", takes_context=True)
def next_events(context: Context) -> dict[str, Any]:
    """Up to three events to come, each with `page` and `url`, and the address of the calendar. One query,
    and none while the process knows the answer."""
    language = context["language"]
    pages = [page for page in _upcoming.of(language.code) if page.ends_at >= now()][:MOST]
    urls = [address(page.url_path, language) for page in pages]
    events = [{"page": page, "url": url} for page, url in zip(pages, urls, strict=True)]
    return {"events": events, "calendar_url": f"{urls[0].rstrip('/').rpartition('/')[0]}/" if urls else ""}


def read_upcoming(code: str) -> list[EventPage]:
    """The events of a language that are not over yet, the next one first. One query."""
    return list(upcoming(EventPage.objects.filter(locale__language_code=code)).defer("parts", "access"))


_upcoming = KeptValues(read_upcoming)
