"""A side's own papers: the letters that it was sent, its request as it sent it, and what it did here."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from intake.exceptions import CaseNotHere
from intake.models import Notification, Party
from intake.services.papers import open_own_letter, open_request, read_papers
from intake.views.copy import copy_of
from intake.views.document import as_pdf
from intake.views.my.coming_in import for_participant
from intake.views.my.papers_words import DEEDS
from portal.common import pdf
from portal.common.dates import long_date, short_datetime
from portal.common.languages import language_of

# A name that says nothing on a shared device.
FILE = "text.pdf"


@for_participant
@require_safe
def papers(request: HttpRequest, party: Party) -> HttpResponse:
    """The list of all three; changes nothing."""
    found = read_papers(party)
    context = {
        "letters": [
            {"letter": each, "language": language_of(each.language), "day": long_date(each.sent_at or each.queued_at)}
            for each in found.letters
        ],
        "done": [{"words": DEEDS[each.deed], "at": short_datetime(each.at)} for each in found.done],
        "has_request": found.has_request,
    }
    return render(request, "intake/my/papers.html", context)


@for_participant
@require_safe
def letter(request: HttpRequest, party: Party, letter_id: UUID) -> HttpResponse:
    """One letter, in the language in which it was sent. 404 for what was not sent to this side."""
    found = own_letter(party, letter_id)
    context = {"letter": found, "language": language_of(found.language), "has_pdf": pdf.AVAILABLE}
    return render(request, "intake/my/letter.html", context)


@for_participant
@require_safe
def letter_pdf(request: HttpRequest, party: Party, letter_id: UUID) -> HttpResponse:
    """The same as a tagged PDF, without name and address. Where none can be written now, back to the page."""
    found = own_letter(party, letter_id)
    otherwise = reverse("intake:my_letter", kwargs={"letter_id": letter_id}) + "?no_pdf=1"
    context = {"title": found.title, "body": found.body, "created": found.queued_at}
    with override(language_of(found.language).code):
        return as_pdf(request, "intake/staff/letter_pdf.html", context, filename=FILE, otherwise=otherwise)


@for_participant
@require_safe
def own_request(request: HttpRequest, party: Party) -> HttpResponse:
    """The request as this side sent it. 404 where it sent none itself."""
    return render(request, "intake/my/request.html", request_of(party) | {"has_pdf": pdf.AVAILABLE})


@for_participant
@require_safe
def own_request_pdf(request: HttpRequest, party: Party) -> HttpResponse:
    """The same as a tagged PDF."""
    context = request_of(party) | {"title": gettext("Your request for mediation")}
    otherwise = reverse("intake:my_request") + "?no_pdf=1"
    return as_pdf(request, "intake/referral/copy_pdf.html", context, filename=FILE, otherwise=otherwise)


def own_letter(party: Party, letter_id: UUID) -> Notification:
    """The letter, or 404."""
    try:
        return open_own_letter(party, letter_id)
    except CaseNotHere:
        raise Http404 from None


def request_of(party: Party) -> dict[str, Any]:
    """What the sender's copy shows, or 404."""
    try:
        referral = open_request(party)
    except CaseNotHere:
        raise Http404 from None
    return copy_of(referral) | {"created": referral.received_at}
