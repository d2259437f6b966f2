"""Which rows: the words that views and services use for sets of drafts and cases."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from intake.permissions import VIEW_CASE
from intake.tokens import browser_hash


class DraftQuerySet(models.QuerySet[Any]):
    """Unsent requests."""

    def held_by(self, draft_id: uuid.UUID, browser_secret: str) -> "DraftQuerySet":
        """The draft of this id, if this browser holds it and its time is not up. Fetch and check in one."""
        return self.filter(id=draft_id, browser=browser_hash(browser_secret), expires_at__gt=timezone.now())


class CaseQuerySet(models.QuerySet[Any]):
    """Cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases that this person may open: all for the program's administrators, none for anyone else yet."""
        return self.all() if user.has_perm(VIEW_CASE) else self.none()

    def for_listing(self) -> "CaseQuerySet":
        """Oldest first, with what a row of the queue shows; nothing encrypted is fetched."""
        return (
            self.select_related("referral", "owner")
            .only(
                "id",
                "state",
                "state_since",
                "kind",
                "language",
                "received_at",
                "referral__reference",
                "owner__first_name",
                "owner__last_name",
                "owner__email",
            )
            .order_by("received_at", "id")
        )
