"""Who comes into a side's own space, and what becomes of a form that was sent after the page had closed.

Such a form does nothing. What was typed goes along with the door (unsent.py), and whoever proves to be the same side
finds the form filled with it, and presses once more. Nobody else sees it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from intake.forms.resume import ResumeForm, form_after
from intake.models import Draft, ParticipantCode, Party
from intake.services.code import enter
from intake.services.space import note_entry
from intake.views.my import door_words as words
from intake.views.my.session import begin, own_side, seconds_left
from intake.views.my.unsent import CLOSING, UNSENT, Unsent, mark_of, marked_side, sealed_typing, unsent_of
from intake.views.resume import lead_to_draft, take_code
from intake.views.typed import show_again
from portal.common.policies import View, participant

DOOR = "intake:my"
Page = Callable[..., HttpResponse]


def for_participant(view: Page) -> View:
    """Declares the policy and gives the view the side of this session; everybody else is led to the door."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if UNSENT in request.POST:
            return bring_back(view, request, *args, **kwargs)
        party = None if CLOSING in request.POST else own_side(request)
        if party is None or marked_side(request) not in ("", str(party.pk)):
            return closed(request)
        return view(let_in(request, party), party, *args, **kwargs)

    @wraps(view)
    def unproved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        return not_proved(view, request, *args, **kwargs)

    opened.when_unproved = sensitive_post_parameters()(unproved)  # type: ignore[attr-defined]
    return participant(sensitive_post_parameters()(opened))


def let_in(request: HttpRequest, party: Party) -> HttpRequest:
    """The request, with what every page of the space says of its end and of whom it is shown to."""
    request.seconds_left = seconds_left(request)  # type: ignore[attr-defined]
    request.shown_to = mark_of(party)  # type: ignore[attr-defined]
    return request


def closed(request: HttpRequest) -> HttpResponse:
    """To the door; with what was typed, the door takes the place of the page."""
    unsent = sealed_typing(request)
    return door_page(request, unsent, ResumeForm()) if unsent else to_door(words.OVER)


def to_door(why: str) -> HttpResponse:
    """To the door, which says why."""
    return HttpResponseRedirect(f"{reverse(DOOR)}?refusal={why}")


def door_page(request: HttpRequest, unsent: str, form: ResumeForm) -> HttpResponse:
    """The door in the place of a page, with what was typed there, sealed."""
    return render(request, "intake/my/door.html", {"form": form, "why": words.NOT_SENT, "unsent": unsent})


def bring_back(view: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page with what was typed, for the side that typed it, once it has come in: by the code that came along, or by
    itself in another window."""
    unsent = unsent_of(request)
    if unsent is None:
        return to_door(words.OVER)
    if unsent.is_late:
        return gone(request, unsent)
    party = who_typed(request, unsent)
    if party is not None:
        return filled(view, request, party, unsent, *args, **kwargs)

    def lead_on(found: ParticipantCode | Draft, holding: HttpResponseRedirect) -> HttpResponse:
        led = led_in(request, found, holding)
        if isinstance(found, Draft) or str(found.party_id) != unsent.side or found.party is None:
            return led
        return filled(view, request, found.party, unsent, *args, **kwargs)

    def refuse(reason: str, minutes: int = 0) -> HttpResponse:
        return door_page(request, request.POST[UNSENT], form_after(reason, str(minutes)))

    return take_code(request, enter, lead_on, refuse)


def gone(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """What says that it is gone: the door, which tells nobody who is in; for the side that typed it and has come in in
    another window, its first page."""
    if who_typed(request, unsent) is None:
        return to_door(words.GONE)
    return HttpResponseRedirect(f"{reverse('intake:my_status')}?done={words.GONE}")


def who_typed(request: HttpRequest, unsent: Unsent) -> Party | None:
    """The side that typed it, where it is in by now; None for nobody and for any other side."""
    party = own_side(request)
    return party if party is not None and str(party.pk) == unsent.side else None


def filled(view: Page, request: HttpRequest, party: Party, unsent: Unsent, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page with what was typed there."""
    return show_again(view, let_in(request, party), unsent.typed, party, *args, **kwargs)


def led_in(request: HttpRequest, found: ParticipantCode | Draft, holding: HttpResponseRedirect) -> HttpResponse:
    """Into the space; a code that has none leads on with the request, as on the page for that."""
    if isinstance(found, Draft):
        return lead_to_draft(found, holding)
    begin(request, found)
    note_entry(found)
    return HttpResponseRedirect(reverse("intake:my_status"))


def not_proved(view: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
    """The answer to a form whose protection against forgery ran out, as when somebody came in anew in another window:
    it does nothing, and what was typed is not lost. None for a form that this site did not make."""
    sealed = request.POST.get(UNSENT) or sealed_typing(request)
    unsent = unsent_of(request) if UNSENT in request.POST else Unsent(marked_side(request), request.POST, is_late=False)
    if not sealed or unsent is None:
        return None
    if unsent.is_late:
        return gone(request, unsent)
    party = None if CLOSING in request.POST else who_typed(request, unsent)
    if party is not None:
        return filled(view, request, party, unsent, *args, **kwargs)
    return door_page(request, sealed, ResumeForm())
