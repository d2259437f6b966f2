"""The door of a side's own space: takes a code. A refusal never says more than it must, nor shows what was typed."""

import math

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.exceptions import CodeOpensNothing, TryLater
from intake.forms.resume import CLOSED, SLIP, WAIT, ResumeForm, form_after
from intake.models import Draft
from intake.services.code import enter
from intake.services.space import note_entry
from intake.views.my.session import OVER, begin, own_side
from intake.views.resume import MINUTE, refused, where_it_stands
from intake.wizard.browser import keep_browser_secret
from portal.common.networks import network_of
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
    return render(request, "intake/my/door.html", {"form": form, "is_over": refusal == OVER})


def enter_by_code(request: HttpRequest) -> HttpResponse:
    """Into the space; a code that has none leads on with the request, as on the page for that."""
    form = ResumeForm(request.POST)
    if not form.is_valid():
        return refused(SLIP, door=DOOR)
    response = HttpResponseRedirect(reverse("intake:my_status"))
    secret = keep_browser_secret(request, response)
    try:
        found = enter(form.cleaned_data["code"], place=network_of(request), browser_secret=secret)
    except CodeOpensNothing:
        return refused(CLOSED, door=DOOR)
    except TryLater as error:
        return refused(WAIT, door=DOOR, minutes=math.ceil(error.wait / MINUTE))
    if isinstance(found, Draft):
        response["Location"] = where_it_stands(found)
        return response
    begin(request, found)
    note_entry(found)
    return HttpResponseRedirect(response["Location"])
