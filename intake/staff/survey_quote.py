"""The quotes with their states, and the second person's yes or no."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from intake.constants.survey import QuoteState
from intake.exceptions import QuoteNotHere, SecondPersonNeeded
from intake.models import SurveyQuote
from intake.permissions import VIEW_SURVEY_RESULTS
from intake.services.survey_quote import approve_quote, refuse_quote
from intake.staff.page import StaffPage
from portal.common.languages import BY_CODE
from portal.common.policies import staff_with

ORDER = (QuoteState.PROPOSED, QuoteState.APPROVED, QuoteState.REFUSED)


class QuotesView(StaffPage):
    """Every quote, those that wait for somebody first."""

    template_name = "intake/staff/survey_quotes.html"
    page_title = "Quotes"
    header_icon = "openquote"

    def trail(self) -> list[tuple[str, str]]:
        """Below the surveys."""
        return [(reverse("surveys:list"), "Surveys")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for all."""
        quotes = SurveyQuote.objects.select_related("edition").defer("edition__stream", "edition__texts").order_by("pk")
        rows = [self.row(quote) for quote in sorted(quotes, key=lambda quote: ORDER.index(QuoteState(quote.state)))]
        return super().get_context_data(**kwargs, rows=rows)

    def row(self, quote: SurveyQuote) -> dict[str, Any]:
        """One quote, and what this person can do about it."""
        waits, is_mine = quote.state == QuoteState.PROPOSED, quote.proposed_by_id == self.request.user.pk
        return {
            "quote": quote,
            "language": BY_CODE[quote.language],
            "is_published": quote.state == QuoteState.APPROVED and quote.publish_from <= timezone.localdate(),
            "may_approve": waits and not is_mine,
            "may_refuse": quote.state != QuoteState.REFUSED,
            "is_mine": waits and is_mine,
        }


def _decided(request: HttpRequest, decide: Callable[[], None], done: str) -> HttpResponse:
    try:
        decide()
    except QuoteNotHere:
        raise Http404 from None
    except SecondPersonNeeded:
        messages.error(request, "Somebody else has to agree to a quote that you proposed.")
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("surveys:quotes"))


@require_POST
def approve(request: HttpRequest, quote_id: uuid.UUID) -> HttpResponse:
    """Agrees to a quote."""
    return _decided(request, lambda: approve_quote(quote_id, request.user), "The quote is approved.")


@require_POST
def refuse(request: HttpRequest, quote_id: uuid.UUID) -> HttpResponse:
    """Takes a quote out of use."""
    return _decided(request, lambda: refuse_quote(quote_id, request.user), "The quote will not be used.")


survey_quotes = staff_with(VIEW_SURVEY_RESULTS)(QuotesView.as_view())
quote_approve = staff_with(VIEW_SURVEY_RESULTS)(approve)
quote_refuse = staff_with(VIEW_SURVEY_RESULTS)(refuse)
