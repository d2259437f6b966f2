"""The door of a side's own space: takes a code. A refusal never says more than it must, nor shows what was typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.forms.resume import form_after
from intake.models import Draft, ParticipantCode
from intake.services.code import enter
from intake.services.space import note_entry
from intake.views.my import door_words as words
from intake.views.my.session import begin, own_side
from intake.views.resume import lead_to_draft, take_code
from portal.common.policies import public

DOOR = "intake:my"


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Takes a code and leads into the space of its side. Whoever is in it already goes on."""
    if request.method == "POST":
        return enter_by_code(request)
    if own_side(request) is not None:
        return HttpResponseRedirect(reverse("intake:my_status"))
    refusal = request.GET.get("refusal", "")
    form = form_after(refusal, request.GET.get("minutes", ""))
    return render(request, "intake/my/door.html", {"form": form, "why": words.WHY_AT_DOOR.get(refusal)})


def enter_by_code(request: HttpRequest) -> HttpResponse:
    """Into the space; a code that has none leads on with the request, as on the page for that."""

    def lead_on(found: ParticipantCode | Draft, holding: HttpResponseRedirect) -> HttpResponse:
        if isinstance(found, Draft):
            return lead_to_draft(found, holding)
        begin(request, found)
        note_entry(found)
        return HttpResponseRedirect(reverse("intake:my_status"))

    return take_code(request, enter, lead_on, door=DOOR)
