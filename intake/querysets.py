"""Which rows: the words that views and services use for sets of drafts and cases."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from intake.constants import ENDED, AssignmentState, SessionState, Sharing, Source
from intake.permissions import MEDIATE, REVIEW_CASE, VIEW_CASE
from intake.rules.policy import Policy
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
        """The cases that this mediator has accepted and was not released from, until some days after their end, as the
        program's rules say (`mediator_access_days`)."""
        days = self._rule_in_force("mediator_access_days")
        accepted = self.model.objects.filter(
            assignments__mediator__user=user, assignments__state=AssignmentState.ACCEPTED
        )
        in_time = models.Q(ended_at=None) | models.Q(ended_at__gt=timezone.now() - timedelta(days=days))
        return self.filter(in_time, pk__in=accepted.values("pk"))

    def _rule_in_force(self, name: str) -> Any:
        """One rule of the program; services read them all at once (intake/services/policy.py)."""
        changes = self.model._meta.apps.get_model("intake", "PolicyChange").objects.filter(name=name)
        newest = changes.order_by("-changed_at", "-id").values_list("value", flat=True).first()
        return getattr(Policy(), name) if newest is None else newest

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

    def with_load(self) -> "MediatorQuerySet":
        """Each with `load`: the open cases that they were asked for or have accepted. In the order of names."""
        current = models.Q(assignments__state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED])
        is_open = ~models.Q(assignments__case__state__in=ENDED)
        return (
            self.select_related("user")
            .annotate(load=models.Count("assignments", filter=current & is_open, distinct=True))
            .order_by("user__last_name", "user__first_name", "user__email")
        )


class AssignmentQuerySet(models.QuerySet[Any]):
    """Mediators and cases."""

    def current(self) -> "AssignmentQuerySet":
        """Those who were asked or have accepted."""
        return self.filter(state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED])

    def of_user(self, user: Any) -> "AssignmentQuerySet":
        """What this person was asked for in a case that goes on, or has accepted as long as they may see the case."""
        if not user.has_perm(MEDIATE):
            return self.none()
        cases = self.model._meta.get_field("case").related_model.objects
        asked = models.Q(state=AssignmentState.INVITED) & ~models.Q(case__state__in=ENDED)
        accepted = models.Q(state=AssignmentState.ACCEPTED, case__in=cases.mediated_by(user).values("pk"))
        return self.filter(asked | accepted, mediator__user=user)


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions."""

    def visible_to(self, user: Any) -> "SessionQuerySet":
        """The sessions of cases that this person may open."""
        if user.has_perm(VIEW_CASE):
            return self.all()
        cases = self.model._meta.get_field("case").related_model.objects
        return self.filter(case__in=cases.visible_to(user).values("pk"))

    def standing(self) -> "SessionQuerySet":
        """Sessions that are to take place."""
        return self.filter(state=SessionState.CONFIRMED)


class NotificationQuerySet(models.QuerySet[Any]):
    """Messages."""

    def to_send(self, now: datetime) -> "NotificationQuerySet":
        """What is due, and what a worker that died has left behind; the oldest first."""
        waiting = models.Q(state="queued", due_at__lte=now)
        left = models.Q(state="sending", lease_until__lt=now)
        return self.filter(waiting | left).order_by("due_at", "id")
