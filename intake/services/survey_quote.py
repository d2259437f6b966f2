"""Quoting words of a survey: only with the person's yes, edited, agreed to by a second person, and late."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants.survey import QuoteState
from intake.exceptions import QuoteNotHere, SecondPersonNeeded
from intake.models import SurveyEdition, SurveyQuote
from intake.rules.survey_quote import publish_from
from intake.services.policy import current_policy
from intake.services.statistics import running_half_year
from intake.services.survey_texts import text_of
from portal.common import audit


@dataclass(frozen=True)
class PublishedQuote:
    """Words that may stand on a public page, in the language in which they were written."""

    text: str
    language: str
    purpose: str


@transaction.atomic
def propose_quote(edition: SurveyEdition, token: str, text: str, user: Any) -> SurveyQuote:
    """Keeps the edited words of somebody who allowed it. Raises QuoteNotHere for words that may not be quoted."""
    words = text_of(edition, token)
    if words is None:
        raise QuoteNotHere
    quote = SurveyQuote.objects.create(
        edition=edition,
        language=words.language,
        text=text,
        proposed_by=user,
        publish_from=publish_from(running_half_year(), current_policy().quote_delay_days),
    )
    # Of the edition, not of the quote: the log has a moment.
    audit.record(audit.Verb.CREATE, actor=user, obj=edition, fields=["quotes"])
    return quote


@transaction.atomic
def approve_quote(quote_id: uuid.UUID, user: Any) -> None:
    """A second person agrees. Raises SecondPersonNeeded for the one who proposed it, QuoteNotHere for one that does not
    wait."""
    quote = _locked(quote_id, (QuoteState.PROPOSED,))
    if quote.proposed_by_id == user.pk:
        raise SecondPersonNeeded
    _decide(quote, QuoteState.APPROVED, user, audit.Verb.APPROVE)


@transaction.atomic
def refuse_quote(quote_id: uuid.UUID, user: Any) -> None:
    """It is not used, or no more. Raises QuoteNotHere for one that was refused before."""
    _decide(_locked(quote_id, (QuoteState.PROPOSED, QuoteState.APPROVED)), QuoteState.REFUSED, user, audit.Verb.DENY)


def _locked(quote_id: uuid.UUID, states: tuple[QuoteState, ...]) -> SurveyQuote:
    quotes = SurveyQuote.objects.select_for_update(of=("self",)).select_related("edition")
    quote = quotes.filter(pk=quote_id, state__in=states).first()
    if quote is None:
        raise QuoteNotHere
    return quote


def _decide(quote: SurveyQuote, state: QuoteState, user: Any, verb: audit.Verb) -> None:
    quote.state = state
    quote.approved_by = user if state is QuoteState.APPROVED else None
    quote.save(update_fields=["state", "approved_by"])
    audit.record(verb, actor=user, obj=quote.edition, fields=["quotes"])


def published_quotes() -> list[PublishedQuote]:
    """The quotes that may be published today, in no order that tells anything. One query."""
    quotes = SurveyQuote.objects.filter(state=QuoteState.APPROVED, publish_from__lte=timezone.localdate())
    return [
        PublishedQuote(quote.text, quote.language, quote.edition.purpose)
        for quote in quotes.select_related("edition").order_by("pk")
    ]
