"""The first page of a side's own space: where things stand, what comes next, what waits on this side."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from intake.constants import ConsentState, Side
from intake.models import Consent, Party
from intake.rules.stages import Stage
from intake.services.space import Status, read_status
from intake.services.space_answers import suiting
from intake.views.meeting import facts
from intake.views.my import words
from intake.views.my.coming_in import for_participant
from portal.common.dates import long_date


@for_participant
@require_safe
def status(request: HttpRequest, party: Party) -> HttpResponse:
    """Shows it; changes nothing."""
    found = read_status(party)
    context = {
        "done": words.DONE.get(request.GET.get("done", "")),
        "status": found,
        "stages": stages(found.stage),
        "next": words.NEXT[found.next],
        "own_answer": own_answer(found.consent),
        "times": waiting_times(found),
        "meetings": [facts(each) for each in found.meetings],
        "about_side": words.ABOUT_SIDE.get(Side(party.side), ""),
    }
    return render(request, "intake/my/status.html", context)


def stages(now: Stage) -> list[dict[str, Any]]:
    """The way in six steps, with the one that was reached."""
    order = list(Stage)
    return [
        {"words": words.STAGES[each], "is_now": each is now, "is_past": order.index(each) < order.index(now)}
        for each in order
    ]


def own_answer(consent: Consent) -> str:
    """What this side itself said, in a sentence; empty where it has said nothing."""
    state = ConsentState(consent.state)
    if state is ConsentState.NO_REPLY:
        return str(words.NO_REPLY)
    if state not in words.OWN_ANSWER or consent.answered_at is None:
        return ""
    return str(words.OWN_ANSWER[state]) % {"date": long_date(consent.answered_at)}


def waiting_times(found: Status) -> list[dict[str, Any]]:
    """The sessions for which this side can say when it can come, with whether it has said so."""
    return [
        {"url": reverse("intake:my_times", kwargs={"session": each.pk}), "is_open": not suiting(found.party, each.pk)}
        for each in found.times
    ]


def back(done: str) -> HttpResponse:
    """To the first page, which says what was done."""
    return HttpResponseRedirect(f"{reverse('intake:my_status')}?done={done}")
