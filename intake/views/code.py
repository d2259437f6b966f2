"""The page with the code: how to come back later, on this device or another."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake.exceptions import DraftNotHere
from intake.services.code import code_to_show, give_code
from intake.services.draft import open_draft, read_draft
from intake.views.resume import where_it_stands
from intake.wizard.browser import browser_secret, not_here
from portal.common.policies import held_by_browser


@held_by_browser
@require_http_methods(["GET", "HEAD", "POST"])
def referral_code(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Shows the code of an unsent request; a POST makes one where there is none. After sending the receipt has it."""
    secret = browser_secret(request)
    try:
        if secret is None:
            raise DraftNotHere
        if request.method == "POST":
            with transaction.atomic():
                give_code(open_draft(draft, secret))
            return HttpResponseRedirect(reverse("intake:referral_code", kwargs={"draft": draft}))
        found = read_draft(draft, secret)
    except DraftNotHere:
        return not_here(request)
    if found is None:
        return HttpResponseRedirect(reverse("intake:referral_new"))
    if found.is_sent:
        return HttpResponseRedirect(where_it_stands(found))
    context = {"code": code_to_show(found), "kept_until": found.expires_at, "continue_url": where_it_stands(found)}
    return render(request, "intake/referral/code.html", context)
