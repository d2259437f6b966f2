"""The copy that a person keeps of what they sent: a page to read and print, and a PDF."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from intake.constants import Path
from intake.exceptions import CopyIsOver, DraftNotHere
from intake.models import Referral
from intake.questions.catalogue import pages_for
from intake.questions.shown import Answer, sections
from intake.services.code import is_own
from intake.services.copy import open_copy
from intake.views.document import as_pdf
from intake.wizard.browser import browser_secret, not_here
from portal.common import pdf
from portal.common.languages import Language, language_of
from portal.common.policies import held_by_browser

View = Callable[[HttpRequest, Referral, UUID], HttpResponse]


def for_sender(view: View) -> Callable[..., HttpResponse]:
    """Gives the view the referral that this browser sent, as long as a copy may be opened."""

    @wraps(view)
    def opened(request: HttpRequest, draft: UUID) -> HttpResponse:
        try:
            return view(request, open_copy(draft, browser_secret(request) or ""), draft)
        except DraftNotHere:
            return not_here(request)
        except CopyIsOver:
            return render(request, "intake/referral/copy_over.html", {"hours": settings.COPY_HOURS}, status=410)

    return opened


@held_by_browser
@require_safe
@for_sender
def referral_copy(request: HttpRequest, referral: Referral, draft: UUID) -> HttpResponse:
    """Everything that was asked and answered, in the language of the page, made for printing too."""
    return render(request, "intake/referral/copy.html", copy_of(referral) | {"draft": draft, "has_pdf": pdf.AVAILABLE})


@held_by_browser
@require_safe
@for_sender
def referral_copy_pdf(request: HttpRequest, referral: Referral, draft: UUID) -> HttpResponse:
    """The same as a tagged PDF. Where none can be written now, back to the page, which says so."""
    title = gettext("Your request for mediation")
    return as_pdf(
        request,
        "intake/referral/copy_pdf.html",
        copy_of(referral) | {"title": title, "created": referral.received_at},
        # A name that says nothing on a shared device.
        filename=f"copy-{referral.reference}.pdf",
        otherwise=reverse("intake:referral_copy", kwargs={"draft": draft}) + "?no_pdf=1",
    )


def copy_of(referral: Referral) -> dict[str, Any]:
    """The reference, the answers page by page, and the words that were agreed to, as they were shown then."""
    path, answers = Path(referral.path), referral.answers
    sent_language = language_of(referral.language)
    return {
        "reference": referral.reference,
        "has_own_page": is_own(referral),
        "received_at": referral.received_at,
        "sections": [
            {
                "title": section.title,
                "is_its_question": section.is_its_question,
                "rows": [_row(answer, sent_language) for answer in section.answers],
            }
            for section in sections(pages_for(path, answers), path, answers)
        ],
        "agreed": referral.consent.get("texts", []),
        "sent_language": sent_language,
    }


def _row(answer: Answer, sent_language: Language) -> dict[str, Any]:
    """As the lists of answers take it; what a person typed is marked with the language that they wrote in."""
    tag = sent_language.tag if answer.is_own_words else ""
    return {"label": answer.label, "answers": answer.values, "tag": tag}
