"""Keeping voluntary answers about who asks for mediation, so that no answer leads back to anyone."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from intake.exceptions import DraftNotHere
from intake.models import StatisticsAnswer
from intake.services.draft import open_draft
from intake.services.unordered import keep_unordered


@dataclass(frozen=True)
class StatisticsInput:
    """An answer as it is stored: the keys of choices (or a ZIP code), own words if any, the language of the page."""

    choices: list[str]
    own_words: str
    language: str


@transaction.atomic
def record_statistics(draft_id: uuid.UUID, browser_secret: str, key: str, answer: StatisticsInput) -> None:
    """Keeps one answer of whoever sent this draft; a second answer to the same question changes nothing.

    The draft remembers that the question was answered, not how. Raises DraftNotHere for a draft that this browser does
    not hold, or that is not sent.
    """
    draft = open_draft(draft_id, browser_secret)
    if not draft.is_sent:
        raise DraftNotHere
    if key in draft.asked:
        return
    draft.asked = [*draft.asked, key]
    draft.save(update_fields=["asked"])
    row = StatisticsAnswer(
        question=key,
        choices=answer.choices,
        own_words=answer.own_words,
        language=answer.language,
        half_year=running_half_year(),
    )
    keep_unordered(row, row.half_year)


def half_year_of(day: date) -> str:
    """The half-year of a day, such as 2026-H2."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def running_half_year() -> str:
    """The half-year of today. What was answered in it is not counted before it has ended."""
    return half_year_of(timezone.localdate())
