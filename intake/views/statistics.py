"""The voluntary questions after sending: one a page, each skipped by one tap (UX-44)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from intake.constants import Path
from intake.exceptions import DraftNotHere
from intake.forms.statistics import statistics_form_of
from intake.models import Draft
from intake.questions.question import Page
from intake.questions.statistics import PAGES, key_of
from intake.services.draft import read_draft
from intake.services.statistics import StatisticsInput, record_statistics
from intake.wizard.browser import browser_secret, not_here
from portal.common.policies import held_by_browser

THANKS = "thanks"
"""In the query of the receipt: the last question is done."""


@held_by_browser
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest, draft: UUID, page: str) -> HttpResponse:
    """Asks one question; a question that was answered, or that this person is not asked, leads on."""
    asked = next((one for one in PAGES if one.name == page), None)
    if asked is None:
        raise Http404
    secret = browser_secret(request) or ""
    try:
        sent = read_draft(draft, secret)
        if sent is None or sent.referral is None:
            raise DraftNotHere
        path = Path(sent.referral.path)
        if path not in asked.paths or key_of(asked) in sent.asked:
            return HttpResponseRedirect(after(sent, asked))
        form = statistics_form_of(asked, path)(request.POST if request.method == "POST" else None)
        if form.is_valid():
            choices, own_words = form.given()
            if choices or own_words:
                answer = StatisticsInput(choices, own_words, get_language() or "")
                record_statistics(draft, secret, key_of(asked), answer)
            return HttpResponseRedirect(after(sent, asked))
    except DraftNotHere:
        return not_here(request)
    context = {"form": form, "page_title": asked.titled(path), "skip": after(sent, asked)}
    return render(request, "intake/statistics/about_you.html", context)


def open_pages(draft: Draft) -> list[Page]:
    """The pages with questions that the sender of this draft is asked and has not answered."""
    path = Path(draft.referral.path) if draft.referral else None
    return [page for page in PAGES if path in page.paths and key_of(page) not in draft.asked]


def after(draft: Draft, page: Page) -> str:
    """The address of the next open page; the receipt after the last."""
    following = [later for later in open_pages(draft) if PAGES.index(later) > PAGES.index(page)]
    if following:
        return address(draft, following[0])
    return f"{reverse('intake:referral_receipt', kwargs={'draft': draft.id})}?{THANKS}=1"


def invitation(draft: Draft) -> str:
    """The address of the first open page, for the receipt; empty when nothing is left to ask."""
    return next((address(draft, page) for page in open_pages(draft)), "")


def address(draft: Draft, page: Page) -> str:
    """The address of a page, in the active language."""
    return reverse("intake:about_you", kwargs={"draft": draft.id, "page": page.name})
