"""Deleting links to surveys whose last day is over, and replies that were never sent. Safe to run twice.

Marks of used links stay: they have no day, since a day would tell which links were used. They open nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from intake.models import SurveyDraft, SurveyLink


@dataclass(frozen=True)
class SurveysPurged:
    """How much went."""

    links: int
    drafts: int


@transaction.atomic
def purge_surveys(now: datetime) -> SurveysPurged:
    """Deletes both kinds of rows. How many people were asked is counted elsewhere (SurveyAsked)."""
    today = timezone.localdate(now)
    links = SurveyLink.objects.filter(valid_until__lt=today).delete()[0]
    return SurveysPurged(links, SurveyDraft.objects.filter(valid_until__lt=today).delete()[0])
