"""Coming back with a code, from any device. A refusal never says more than it must, nor shows what was typed."""

import math
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.exceptions import CodeOpensNothing, TryLater
from intake.forms.resume import CLOSED, SLIP, WAIT, ResumeForm, form_after
from intake.models import Draft
from intake.services.code import is_own, resume
from intake.services.draft import drafts_of
from intake.wizard.browser import browser_secret, keep_browser_secret
from intake.wizard.pages import REVIEW
from portal.common.networks import network_of
from portal.common.policies import public

DOOR = "intake:resume"
MINUTE = timedelta(minutes=1)
Found = TypeVar("Found")


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def resume_by_code(request: HttpRequest) -> HttpResponse:
    """Takes a code and leads to where the person stopped; a refusal leads back here, with the reason in words."""
    if request.method != "POST":
        context = {
            "form": form_after(request.GET.get("refusal", ""), request.GET.get("minutes", "")),
            "days": settings.DRAFT_DAYS,
            "here": begun_here(request),
        }
        return render(request, "intake/referral/resume.html", context)
    return take_code(request, resume, lead_on, partial(refused, DOOR))


def begun_here(request: HttpRequest) -> list[dict[str, Any]]:
    """The requests of this browser that are not sent: where each goes on, when it was begun, how long it is kept. What
    they say stays sealed."""
    secret = browser_secret(request)
    return [
        {"url": where_it_stands(draft), "begun_at": draft.created_at, "kept_until": draft.expires_at}
        for draft in (drafts_of(secret) if secret else [])
    ]


def take_code(
    request: HttpRequest,
    opens: Callable[..., Found],
    lead_on: Callable[[Found, HttpResponseRedirect], HttpResponse],
    refuse: Callable[..., HttpResponse],
) -> HttpResponse:
    """What `lead_on` answers to what the typed code `opens`, given a redirect that makes this browser a holder; else
    what `refuse` answers to the reason."""
    form = ResumeForm(request.POST)
    if not form.is_valid():
        return refuse(SLIP)
    holding = HttpResponseRedirect("")
    secret = keep_browser_secret(request, holding)
    try:
        found = opens(form.cleaned_data["code"], place=network_of(request), browser_secret=secret)
    except CodeOpensNothing:
        return refuse(CLOSED)
    except TryLater as error:
        return refuse(WAIT, minutes=math.ceil(error.wait / MINUTE))
    return lead_on(found, holding)


def lead_on(draft: Draft, holding: HttpResponseRedirect) -> HttpResponse:
    """To where the request stands; one that has become a page of its sender's own is the business of the door of these
    pages, so the browser sends it the same form: the code is typed once, proved by that door, and in no address."""
    if draft.referral is None or not is_own(draft.referral):
        return lead_to_draft(draft, holding)
    holding["Location"], holding.status_code = reverse("intake:my"), HTTPStatus.TEMPORARY_REDIRECT
    return holding


def lead_to_draft(draft: Draft, holding: HttpResponseRedirect) -> HttpResponse:
    """To where the request stands."""
    holding["Location"] = where_it_stands(draft)
    return holding


def where_it_stands(draft: Draft) -> str:
    """The receipt of a request that was sent; else the check-answers page, which leads to the first open page."""
    if draft.is_sent:
        return reverse("intake:referral_receipt", kwargs={"draft": draft.id})
    return reverse("intake:referral_step", kwargs={"draft": draft.id, "step": REVIEW})


def refused(door: str, reason: str, **details: int) -> HttpResponse:
    """Back to the door, which says why."""
    query = urlencode({"refusal": reason} | {name: str(value) for name, value in details.items()})
    return HttpResponseRedirect(f"{reverse(door)}?{query}")
