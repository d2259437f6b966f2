"""The receipt: what a person keeps after sending."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from intake.exceptions import DraftNotHere
from intake.questions.catalogue import PAGES
from intake.services.code import code_to_show, is_own
from intake.services.draft import read_draft
from intake.services.policy import current_policy
from intake.views.statistics import invitation
from intake.wizard.browser import browser_secret, not_here
from portal.common import pdf
from portal.common.policies import held_by_browser


@held_by_browser
@require_safe
def referral_receipt(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Shows the reference and what happens next; no answer. A draft that is not sent goes on where it was."""
    secret = browser_secret(request)
    try:
        if secret is None:
            raise DraftNotHere
        found = read_draft(draft, secret)
    except DraftNotHere:
        return not_here(request)
    if found is None or found.referral is None:
        return HttpResponseRedirect(reverse("intake:referral_step", kwargs={"draft": draft, "step": PAGES[0].name}))
    context = {
        "draft": draft,
        "reference": found.referral.reference,
        "path": found.referral.path,
        "code": code_to_show(found),
        "has_own_page": is_own(found.referral),
        "has_pdf": pdf.AVAILABLE,
        "first_contact_days": current_policy().first_contact_days,
        "copy_hours": settings.COPY_HOURS,
        "about_you": invitation(found),
    }
    return render(request, "intake/referral/receipt.html", context)
