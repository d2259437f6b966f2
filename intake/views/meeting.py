"""When, where and how a meeting takes place, in the reader's words; its calendar file; and the page that says only
that, for guests who have a link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from intake.constants import SessionMode
from intake.exceptions import LinkOpensNothing
from intake.models import MeetingLink, Session
from intake.questions.choices import SPOKEN_LANGUAGES
from intake.services.meeting_link import open_link
from intake.services.session_calendar import calendar_file
from intake.views.my.words import MODES
from portal.common.dates import length_in_words, long_datetime
from portal.common.languages import language_of
from portal.common.policies import View, holder_of_link


def when(moment: Any, zone: str) -> str:
    """The day and the time in the reader's language, on the clocks on which the time was agreed."""
    with timezone.override(ZoneInfo(zone)):
        return long_datetime(moment)


def facts(session: Session) -> dict[str, Any]:
    """When and where a session takes place that has a time. Nothing of the case, and nobody's name."""
    assert session.starts_at is not None, "times that are only proposed are no meeting"
    assert session.ends_at is not None
    return {
        "pk": session.pk,
        "is_off": not session.stands,
        "when": when(session.starts_at, session.zone),
        "length": length_in_words(session.ends_at - session.starts_at),
        "mode": MODES[SessionMode(session.mode)],
        "is_by_phone": session.mode == SessionMode.PHONE,
        "place": session.place,
        "link": session.link if session.mode == SessionMode.VIDEO else "",
    }


def calendar_answer(session: Session) -> HttpResponse:
    """The calendar file in the language of the address, under a name that says nothing."""
    data = calendar_file(session, language_of(get_language()))
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)


def for_holder(view: Callable[[HttpRequest, MeetingLink], HttpResponse]) -> View:
    """Declares the policy and gives the view what the link opens; everybody else finds no page."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = open_link(token)
        except LinkOpensNothing:
            raise Http404 from None
        return view(request, link)

    return holder_of_link(require_safe(opened))


@for_holder
def meeting_page(request: HttpRequest, link: MeetingLink) -> HttpResponse:
    """When, where, how long, and between which languages. Nothing of what it is about."""
    spoken = dict(SPOKEN_LANGUAGES)
    context = {"meeting": facts(link.session), "languages_spoken": [spoken[code] for code in link.languages]}
    return render(request, "intake/meeting.html", context)


@for_holder
def meeting_calendar(request: HttpRequest, link: MeetingLink) -> HttpResponse:
    """The same time as a calendar file."""
    return calendar_answer(link.session)
