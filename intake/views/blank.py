"""The form on paper, for people who would rather write by hand: the same questions, with boxes and lines."""

from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from home.context import program_in
from intake.constants import Path
from intake.questions.catalogue import pages_of
from intake.questions.consents import CONSENTS
from intake.questions.question import Kind, Page, Question
from intake.views.document import as_file, pdf_from
from portal.common import pdf
from portal.common.kept_values import KeptValues
from portal.common.languages import Language, language_of
from portal.common.policies import public

TALL = 1000
"""Characters: an answer that may be longer, the account of what happened, gets more lines."""


@public
@require_safe
def blank_form(request: HttpRequest) -> HttpResponse:
    """Every question on one page, to print."""
    return render(request, "intake/referral/blank.html", blank() | {"has_pdf": pdf.AVAILABLE})


@public
@require_safe
def blank_form_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF. Where none can be written now, the page to print instead."""
    language = language_of(get_language())
    try:
        written = kept_pdf(language)
    except pdf.PdfUnavailable:
        return HttpResponseRedirect(reverse("intake:blank_form"))
    return as_file(written, filename=f"request-{language.code}.pdf", shown=True)


def kept_pdf(language: Language) -> bytes:
    """The PDF in the active language, which is `language`: written once for each version of the site. Whoever asks
    meanwhile waits for that one, so that no crowd keeps others from getting the PDF of their copy."""
    if not _turn.acquire(timeout=pdf.PATIENCE):
        raise pdf.PdfUnavailable("It is being written.")
    try:
        return _kept.of(language)
    finally:
        _turn.release()


def write_pdf(language: Language) -> bytes:
    """The PDF as it is now: nearly two seconds of work."""
    surroundings = {"program": program_in(language), "demo": not settings.SECOND_FACTOR_REQUIRED}
    title = gettext("Request for mediation, on paper")
    context = blank() | surroundings | {"title": title, "created": timezone.now()}
    return pdf_from("intake/referral/blank_pdf.html", context)


_kept = KeptValues(write_pdf)
_turn = Lock()


def blank() -> dict[str, Any]:
    """The pages with their questions as paper shows them, and the words to sign."""
    helpers = [page for page in pages_of(Path.OTHER) if Path.SELF not in page.paths]
    asked = [page for page in pages_of(Path.SELF) if page.name not in {"who", "review"}]
    return {
        "parts": [on_paper(page, Path.SELF) for page in asked],
        "helper_parts": [on_paper(page, Path.OTHER) for page in helpers],
        "agreements": [consent.question.asked_on(Path.SELF).label for consent in CONSENTS],
    }


def on_paper(page: Page, path: Path) -> dict[str, Any]:
    """One page of the catalogue: its title and its questions."""
    return {"title": page.titled(path), "questions": [_on_paper(question, path) for question in page.questions]}


def _on_paper(question: Question, path: Path) -> dict[str, Any]:
    words = question.asked_on(path)
    return {
        "label": words.label,
        "hint": words.hint,
        "is_optional": not words.missing,
        "choices": [label for _, label in question.choices],
        "is_tick": question.kind is Kind.TICK,
        "lines": range(lines_for(question)),
    }


def lines_for(question: Question) -> int:
    """How many lines to write on: none where there are boxes to tick."""
    if question.choices or question.kind is Kind.TICK:
        return 0
    if question.kind is Kind.LONG_TEXT:
        return 10 if question.limit > TALL else 3
    return 1
