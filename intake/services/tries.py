"""Limits on guessing, counted in the database, so that they hold for all processes and survive a restart."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake.models import TryCount


@dataclass(frozen=True)
class Limit:
    """`most` tries at one subject within `window`, counted from the first of them. Refused tries do not prolong it."""

    name: str
    most: int
    window: timedelta

    @transaction.atomic
    def count(self, subject: str) -> timedelta | None:
        """Counts a try at `subject`; None when it may go on, else the time until the next one may."""
        now = timezone.now()
        row, _ = TryCount.objects.select_for_update().get_or_create(
            subject=salted_hmac(f"intake.tries.{self.name}", subject, algorithm="sha256").hexdigest(),
            defaults={"since": now},
        )
        if row.since + self.window <= now:
            row.since, row.count = now, 0
        if row.count >= self.most:
            return row.since + self.window - now
        row.count += 1
        row.save(update_fields=["count", "since"])
        return None
