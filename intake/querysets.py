"""Which rows: the words that views and services use for sets of drafts and cases."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from intake.constants import Source
from intake.permissions import VIEW_CASE
from intake.tokens import browser_hash


class DraftQuerySet(models.QuerySet[Any]):
    """Unsent requests."""

    def over(self, now: datetime) -> "DraftQuerySet":
        """The drafts whose time is up."""
        return self.filter(expires_at__lte=now)


class DraftHolderQuerySet(models.QuerySet[Any]):
    """Browsers that may go on with a draft."""

    def of_browser(self, browser_secret: str) -> "DraftHolderQuerySet":
        """What this browser holds, as far as its time is not up."""
        return self.filter(browser=browser_hash(browser_secret), draft__expires_at__gt=timezone.now())

    def of(self, draft_id: uuid.UUID, browser_secret: str) -> "DraftHolderQuerySet":
        """This browser's hold on the draft of this id. Fetch and check in one."""
        return self.of_browser(browser_secret).filter(draft_id=draft_id)

    def unsent(self) -> "DraftHolderQuerySet":
        """Holds on drafts that a person can still go on with, the newest first."""
        return self.filter(draft__referral=None).order_by("-draft__created_at")


class CaseQuerySet(models.QuerySet[Any]):
    """Cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases that this person may open: all for the program's administrators, none for anyone else yet."""
        return self.all() if user.has_perm(VIEW_CASE) else self.none()

    def sent_online_since(self, moment: datetime) -> "CaseQuerySet":
        """Requests that people sent themselves after this moment."""
        return self.filter(received_at__gt=moment, referral__source=Source.ONLINE)

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
                "referral__doubts",
                "owner__first_name",
                "owner__last_name",
                "owner__email",
            )
            .order_by("received_at", "id")
        )
