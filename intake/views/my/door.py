"""The door of a side's own space: takes a code. A refusal never says more than it must, nor shows what was typed."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.forms.resume import form_after
from intake.services.code import enter
from intake.views.my import door_words as words
from intake.views.my.coming_in import DOOR, led_in
from intake.views.my.session import own_side
from intake.views.resume import refused, take_code
from portal.common.policies import public


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Takes a code and leads into the space of its side. Whoever is in it already goes on."""
    if request.method == "POST":
        return take_code(request, enter, partial(led_in, request), partial(refused, DOOR))
    if own_side(request) is not None:
        return HttpResponseRedirect(reverse("intake:my_status"))
    refusal = request.GET.get("refusal", "")
    form = form_after(refusal, request.GET.get("minutes", ""))
    return render(request, "intake/my/door.html", {"form": form, "why": words.WHY_AT_DOOR.get(refusal)})
