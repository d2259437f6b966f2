"""Throwing away what has run out of time. Called by `manage.py purge_drafts` and by the worker; safe to run twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from intake.models import Draft, TryCount
from intake.services.code import PER_CODE, PER_PLACE


@dataclass(frozen=True)
class Purged:
    """How much went: unsent drafts with all they held, emptied rows of sent ones, codes that need not be shown any
    more, counts of tries."""

    unsent: int
    sent: int
    codes: int
    tries: int


@transaction.atomic
def purge_drafts(now: datetime) -> Purged:
    """Deletes the drafts whose time is up, with their holders and codes, and what else is of no more use. A draft that
    somebody is just sending is left for the next time."""
    found = Draft.objects.over(now).select_for_update(skip_locked=True).values_list("pk", "referral")
    unsent = [pk for pk, referral in found if referral is None]
    sent = [pk for pk, referral in found if referral is not None]
    Draft.objects.filter(pk__in=unsent + sent).delete()
    long_sent = Draft.objects.filter(referral__received_at__lte=now - timedelta(hours=settings.COPY_HOURS)).exclude(
        sealed_code=b""
    )
    tries = TryCount.objects.filter(since__lte=now - max(PER_CODE.window, PER_PLACE.window))
    return Purged(len(unsent), len(sent), long_sent.update(sealed_code=b""), tries.delete()[0])
