"""One meeting in a side's own space: when, where, who is there by role, its calendar file, asking for another time."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from intake.constants import AttireTerms, SessionType
from intake.exceptions import CaseNotHere
from intake.forms.moving import MoveWishForm
from intake.models import Party, Session
from intake.rules.moving import FreeTime, Moving, times_to_offer
from intake.services.moving import ask_to_move, moving_of
from intake.services.policy import current_policy
from intake.services.space_meetings import Meeting, find_meeting, note_calendar_file, read_meeting
from intake.views.meeting import calendar_answer, facts
from intake.views.my import meeting_words, words
from intake.views.my.coming_in import for_participant
from intake.views.my.status import back
from intake.views.typed import is_sent, show_again, typed_in
from portal.common.dates import long_date, weekday_date
from portal.common.policies import View


def for_meeting(view: Callable[[HttpRequest, Party, Session], HttpResponse]) -> View:
    """Gives the view the meeting as it stands now: 404 for one that is not this side's, the newest in place of one that
    was moved, and the first page where its time is over. What was typed about the old time is not sent about the new
    one: it is shown there again."""

    @wraps(view)
    def opened(request: HttpRequest, party: Party, session: UUID) -> HttpResponse:
        try:
            found = find_meeting(party, session)
        except CaseNotHere:
            raise Http404 from None
        if found is None:
            return back(words.TOO_LATE)
        if found.pk == session:
            return view(request, party, found)
        typed = typed_in(request)
        if typed is not None:
            return show_again(view, request, typed, party, found)
        name = resolve(request.path_info).view_name
        return HttpResponseRedirect(reverse(name, kwargs={"session": found.pk}), status=303)

    return for_participant(opened)


@for_meeting
@require_safe
def meeting(request: HttpRequest, party: Party, session: Session) -> HttpResponse:
    """Everything that this side has to know about the day."""
    found = read_meeting(party, session)
    context = {
        "meeting": facts(session),
        "who": who_is_there(found),
        "attire": meeting_words.ATTIRE.get(AttireTerms(session.attire), "") if session.type_is_joint else "",
        "asked": asked_in_words(found),
        "other_times": found.other_times,
    }
    return render(request, "intake/my/meeting.html", context)


def who_is_there(found: Meeting) -> list[Any]:
    """The people of a meeting by their roles. What the other side answered is no part of it."""
    session = found.session
    counted = {1: meeting_words.ONE_MEDIATOR, 2: meeting_words.TWO_MEDIATORS}
    mediators = counted.get(found.mediators, meeting_words.MEDIATORS)
    if not session.type_is_joint and not found.mediators:
        mediators = meeting_words.FROM_THE_PROGRAM
    is_apart = SessionType(session.type) in meeting_words.APART
    other_side = meeting_words.OTHER_SIDE_APART if is_apart else meeting_words.OTHER_SIDE
    return [
        meeting_words.YOU,
        *([other_side] if session.type_is_joint else []),
        mediators,
        *([meeting_words.INTERPRETER] if session.interpreter_id else []),
    ]


def asked_in_words(found: Meeting) -> str:
    """That this side asked for another time, where it did."""
    if found.asked_at is None:
        return ""
    sentence = gettext("You asked for another time on %(date)s. The meeting stands until we tell you about a new one.")
    return sentence % {"date": long_date(found.asked_at)}


@for_meeting
@require_safe
def meeting_calendar(request: HttpRequest, party: Party, session: Session) -> HttpResponse:
    """The calendar file; of a meeting that was called off, the one that takes it out of the calendar."""
    note_calendar_file(session)
    return calendar_answer(session)


@for_meeting
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, party: Party, session: Session) -> HttpResponse:
    """Asks for another time, with up to three that would do; where that is not possible any more, for a call."""
    if not session.stands:
        return back(words.TOO_LATE)
    found = moving_of(session, party)
    form = MoveWishForm(typed_in(request), times=offered()) if found is Moving.OPEN else None
    if request.method == "POST" and (form is None or is_sent(request, form)):
        return take_wish(party, session.pk, form.free_times if form else [])
    context = {
        "form": form,
        "not_here": meeting_words.NOT_HERE.get(found, ""),
        "meeting": facts(session),
        "was_moved": resolve(request.path_info).kwargs["session"] != session.pk,
    }
    return render(request, "intake/my/move.html", context)


def take_wish(party: Party, session_id: UUID, free_times: list[FreeTime]) -> HttpResponse:
    """Stores the wish, and leads back."""
    try:
        found = ask_to_move(party, session_id, free_times)
    except CaseNotHere:
        return back(words.TOO_LATE)
    return back(words.MOVE if found is Moving.OPEN else words.MOVE_CALL)


def offered() -> list[tuple[FreeTime, str]]:
    """The parts of the coming days, in the reader's words."""
    times = times_to_offer(timezone.localdate(), current_policy().closed_on)
    return [(each, str(meeting_words.DAY_PARTS[each.part]) % {"day": weekday_date(each.day)}) for each in times]
