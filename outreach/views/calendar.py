"""Calendar files: one for each event, and one for each language that calendar programs can subscribe to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from home.context import details_in
from outreach.calendar import calendar_of
from outreach.models import EventPage
from outreach.models.event import upcoming_in
from portal.common.languages import language_of


@require_safe
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar file of one public event, also after it is over or called off."""
    found = EventPage.objects.live().public().select_related("locale")
    events = list(found.filter(slug=slug, locale__language_code=request.LANGUAGE_CODE)[:1])
    if not events:
        raise Http404
    return _answer(request, events)


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """All events to come, as the list shows them; without any it is an empty calendar, which programs go on asking."""
    return _answer(request, upcoming_in(language_of(request.LANGUAGE_CODE), EventPage.objects.public()))


def _answer(request: HttpRequest, events: list[EventPage]) -> HttpResponse:
    language = language_of(request.LANGUAGE_CODE)
    calendar = calendar_of(events, language, details_in(language).name, request.build_absolute_uri)
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8; method=PUBLISH")
