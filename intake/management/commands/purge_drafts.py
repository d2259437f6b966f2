"""Deletes unsent requests whose time is up."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from intake.services.purge import purge_drafts


class Command(BaseCommand):
    """`manage.py purge_drafts`: safe to run at any time, and twice."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Deletes, and says how much."""
        gone = purge_drafts(timezone.now())
        self.stdout.write(
            f"Deleted {gone.unsent} unsent drafts, {gone.sent} emptied rows of sent ones and {gone.tries} counts of "
            f"tries; {gone.codes} codes are no longer shown."
        )
