"""Which rows: the words that views and services use for sets of drafts and cases."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from intake.constants import ENDED, SENT_BY_WORKER, AssignmentState, SessionState, Sharing, Source
from intake.permissions import MEDIATE, REVIEW_CASE, VIEW_CASE
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
        """The cases that this person may open: all for the program's administrators, their own for mediators."""
        if user.has_perm(VIEW_CASE):
            return self.all()
        return self.mediated_by(user) if user.has_perm(MEDIATE) else self.none()

    def mediated_by(self, user: Any) -> "CaseQuerySet":
        """The cases that this mediator has accepted and was not released from. How long after the end they stay in
        sight is a rule of the program: see `ended_before`."""
        return self.filter(assignments__mediator__user=user, assignments__state=AssignmentState.ACCEPTED).distinct()

    def for_city(self, user: Any) -> "CaseQuerySet":
        """The cases that the City knows of, for those who review for it: what it referred, and what it may see."""
        if not user.has_perm(REVIEW_CASE):
            return self.none()
        return self.filter(models.Q(referral__source=Source.CITY) | models.Q(sharing=Sharing.YES))

    def open(self) -> "CaseQuerySet":
        """Cases that have not ended."""
        return self.exclude(state__in=ENDED)

    def ended_before(self, moment: datetime) -> "CaseQuerySet":
        """Cases that ended before this moment."""
        return self.filter(ended_at__lt=moment)

    def sent_online_since(self, moment: datetime) -> "CaseQuerySet":
        """Requests that people sent themselves after this moment."""
        return self.filter(received_at__gt=moment, referral__source=Source.ONLINE)

    def for_listing(self) -> "CaseQuerySet":
        """With what a row of the queue shows, the one that is due first at the top; nothing encrypted is fetched."""
        return (
            self.select_related("referral", "owner")
            .only(
                "id",
                "state",
                "state_since",
                "kind",
                "language",
                "received_at",
                "next_duty",
                "next_due",
                "has_doubts",
                "referral__reference",
                "referral__needs_call",
                "owner__first_name",
                "owner__last_name",
                "owner__email",
            )
            .order_by("next_due", "id")
        )


class DutyQuerySet(models.QuerySet[Any]):
    """Duties."""

    def open(self) -> "DutyQuerySet":
        """What is still to be done, the earliest first."""
        return self.filter(done_at=None, dropped_at=None).order_by("due_on", "id")


class MediatorQuerySet(models.QuerySet[Any]):
    """The pool."""

    def active(self) -> "MediatorQuerySet":
        """Those who take cases now, and can sign in."""
        return self.filter(is_active=True, user__is_active=True)


class AssignmentQuerySet(models.QuerySet[Any]):
    """Mediators and cases."""

    def current(self) -> "AssignmentQuerySet":
        """Those who were asked or have accepted."""
        return self.filter(state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED])

    def of_user(self, user: Any) -> "AssignmentQuerySet":
        """What this person was asked for or has accepted."""
        return self.current().filter(mediator__user=user) if user.has_perm(MEDIATE) else self.none()


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions."""

    def visible_to(self, user: Any) -> "SessionQuerySet":
        """The sessions of cases that this person may open."""
        if user.has_perm(VIEW_CASE):
            return self.all()
        if not user.has_perm(MEDIATE):
            return self.none()
        return self.filter(
            case__assignments__mediator__user=user, case__assignments__state=AssignmentState.ACCEPTED
        ).distinct()

    def standing(self) -> "SessionQuerySet":
        """Sessions that are to take place."""
        return self.filter(state=SessionState.CONFIRMED)


class NotificationQuerySet(models.QuerySet[Any]):
    """Messages."""

    def to_send(self, now: datetime) -> "NotificationQuerySet":
        """What the worker has to send now, and what one that died has left behind; the oldest first."""
        waiting = models.Q(state="queued", due_at__lte=now)
        left = models.Q(state="sending", lease_until__lt=now)
        return self.filter(waiting | left, channel__in=SENT_BY_WORKER).order_by("due_at", "id")

    def by_hand(self) -> "NotificationQuerySet":
        """What a person still has to post or to tell."""
        return self.filter(state="queued").exclude(channel__in=SENT_BY_WORKER)
