"""Which rows: the words that views and services use for sets of drafts and cases."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from intake.constants import ENDED, JOINT_TYPES, SENT_BY_WORKER, AssignmentState, SessionState, Sharing, Source
from intake.permissions import MEDIATE, REVIEW_CASE, VIEW_CASE
from intake.rules.duties import OF_PARTIES, OF_THE_CITY
from intake.rules.policy import Policy
from intake.rules.queue import ENDED_STATES, MINE, NOBODY, OPEN, QueueFilter, Tab
from intake.tokens import browser_hash
from portal.common.dates import start_of_day


class DraftQuerySet(models.QuerySet[Any]):
    """Unsent requests."""

    def over(self, now: datetime) -> "DraftQuerySet":
        """The drafts whose time is up."""
        return self.filter(expires_at__lte=now)


class DraftHolderQuerySet(models.QuerySet[Any]):
    """Browsers that may go on with a draft."""

    def of_browser(self, browser_secret: str, entered_by: Any = None) -> "DraftHolderQuerySet":
        """What this browser holds, as far as its time is not up; what a member of staff writes down for someone is held
        by that person alone, not by whoever uses the browser after them."""
        now, browser = timezone.now(), browser_hash(browser_secret)
        return self.filter(browser=browser, draft__expires_at__gt=now, draft__entered_by=entered_by)

    def of(self, draft_id: uuid.UUID, browser_secret: str, entered_by: Any = None) -> "DraftHolderQuerySet":
        """This browser's hold on the draft of this id. Fetch and check in one."""
        return self.of_browser(browser_secret, entered_by).filter(draft_id=draft_id)

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

    def in_queue(self, wanted: QueueFilter, user: Any, today: date) -> "CaseQuerySet":
        """The cases that a filter of the queue asks for, as `user` sees it today, in the order it asks for."""
        found = self.filter(*queue_conditions(wanted, user.pk, today))
        if wanted.who:
            found = found.filter(_about(wanted.who))
        return found.order_by(*QUEUE_ORDERS[wanted.order])

    def new_since(self, moment: datetime, today: date, *, by_days: bool) -> "CaseQuerySet":
        """Those that came into their state after this moment; with `by_days` also those that have become due soon or
        overdue since."""
        new, day = Q(state_since__gt=moment), timezone.localdate(moment)
        if by_days:
            new |= Q(next_amber__gt=day, next_amber__lte=today) | Q(next_due__gte=day, next_due__lt=today)
        return self.filter(new)

    def for_listing(self, most: int) -> Any:
        """What a row of the queue shows, as a mapping; nothing encrypted is fetched. `total` is how many there are in
        all, counted up to `most`, in the same query."""
        return self.annotate(total=CappedCount(self.order_by()[:most].values("pk"))).values(*QUEUE_COLUMNS, "total")


class CappedCount(models.Subquery):
    """How many rows a query set has, which stops counting where that ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


QUEUE_ORDERS = {
    "due": ("next_due", "id"),
    "oldest": ("state_since", "id"),
    "newest": ("-received_at", "-id"),
}
QUEUE_COLUMNS = (
    "id",
    "state",
    "state_since",
    "language",
    "spoken",
    "wants_interpreter",
    "wants_access",
    "next_duty",
    "next_due",
    "next_amber",
    "has_doubts",
    "flags_resolved_at",
    "referral__reference",
    "referral__needs_call",
    "owner__first_name",
    "owner__last_name",
    "owner__email",
)


def queue_conditions(wanted: QueueFilter, user_id: int, today: date) -> list[Q]:
    """What a filter of the queue asks for, besides people."""
    return [
        *_of_tab(wanted.tab, user_id, today),
        *_of_state(wanted.state),
        *_of_owner(wanted.owner, user_id),
        *_of_urgency(wanted.urgency, today),
        *_of_days(wanted.received_from, wanted.received_to),
        *([Q(kind=wanted.kind)] if wanted.kind else []),
        *([Q(language=wanted.language)] if wanted.language else []),
        *([Q(next_duty=wanted.duty)] if wanted.duty else []),
        *([Q(has_doubts=wanted.doubts == "true")] if wanted.doubts else []),
        *([Q(referral__reference__startswith=wanted.reference)] if wanted.reference else []),
    ]


def _of_tab(tab: str, user_id: int, today: date) -> list[Q]:
    return {
        Tab.ALL: [],
        Tab.MINE: [Q(owner=user_id), ~Q(state__in=ENDED) | Q(next_due__isnull=False)],
        Tab.WAITING: [Q(next_duty__in=sorted(OF_PARTIES | OF_THE_CITY))],
        Tab.OVERDUE: [Q(next_due__lt=today)],
    }[Tab(tab)]


def _of_state(state: str) -> list[Q]:
    if state in (OPEN, ENDED_STATES):
        ended = Q(state__in=sorted(ENDED))
        return [ended if state == ENDED_STATES else ~ended]
    return [Q(state=state)] if state else []


def _of_owner(owner: str, user_id: int) -> list[Q]:
    if not owner:
        return []
    return [Q(owner=None) if owner == NOBODY else Q(owner=user_id if owner == MINE else int(owner))]


def _of_urgency(urgency: str, today: date) -> list[Q]:
    return {
        "": [],
        "red": [Q(next_due__lt=today)],
        "amber": [Q(next_due__gte=today), Q(next_amber__lte=today)],
    }[urgency]


def _of_days(first: str, last: str) -> list[Q]:
    found = []
    if first:
        found.append(Q(received_at__gte=start_of_day(date.fromisoformat(first))))
    if last and date.fromisoformat(last) < date.max:
        found.append(Q(received_at__lt=start_of_day(date.fromisoformat(last) + timedelta(days=1))))
    return found


def _about(people: tuple[str, ...]) -> Q:
    """Cases with all the traces of one of these people (QueueFilter.who). A union, since an OR would read every row."""
    first, *others = (_with_all(person.split(".")) for person in people)
    return Q(referral__in=first.union(*others) if others else first)


def _with_all(digests: list[str]) -> Any:
    """The referrals that have each of these traces."""
    found = _traces().filter(digest=digests[0])
    for digest in digests[1:]:
        found = found.filter(referral__in=_traces().filter(digest=digest).values("referral"))
    return found.values("referral")


def _traces() -> Any:
    return apps.get_model("intake", "ContactTrace").objects


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

    def left_by(self, user: Any) -> "SessionQuerySet":
        """Sessions still to come for which this mediator was booked and is no more: left, moved or called off."""
        own = apps.get_model("intake", "Mediator").objects.filter(user=user)
        bookings = apps.get_model("intake", "Booking").objects.filter(kind="mediator", resource__in=own.values("pk"))
        given_up = bookings.filter(is_cancelled=True, starts_at__gt=timezone.now())
        kept = bookings.filter(is_cancelled=False)
        return self.filter(pk__in=given_up.values("session")).exclude(pk__in=kept.values("session"))

    def have_met(self) -> "SessionQuerySet":
        """Joint sessions that were held or have begun, whether or not anybody has said so yet."""
        begun = Q(state=SessionState.CONFIRMED, starts_at__lte=timezone.now())
        return self.filter(Q(state=SessionState.HELD) | begun, type__in=JOINT_TYPES)

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
