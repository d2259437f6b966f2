"""Lists of the queue that a member of staff keeps under a name, and telling them once a day what is new there."""

import uuid
from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from intake.exceptions import TooManyFilters
from intake.models import Case, SavedFilter
from intake.notifications import queue_note
from intake.permissions import VIEW_CASE
from intake.rules.queue import QueueFilter
from portal.common import audit

MOST = 20


def with_lists(owners: QuerySet[Any], user: Any) -> Any:
    """The owners and, in the same query, the lists of this person, who is among them even if no owner."""
    people = get_user_model()._default_manager.filter(Q(pk=user.pk) | Q(pk__in=owners.order_by().values("pk")))
    own = SavedFilter.objects.filter(user=OuterRef("pk"), user_id=user.pk).order_by("name")
    return people.order_by("first_name", "last_name", "pk").values(
        "pk",
        "first_name",
        "last_name",
        "email",
        can_own=Exists(owners.filter(pk=OuterRef("pk"))),
        lists=ArraySubquery(own.values(found=JSONObject(id="id", name="name", query="query", notifies="notifies"))),
    )


@transaction.atomic
def save_filter(user: Any, name: str, query: str, *, notifies: bool) -> SavedFilter:
    """Keeps a list under a name; a name that the person has used before gets the new list. People who were searched
    for are left out: nobody's name, not even a trace of it, becomes a list. Raises TooManyFilters."""
    wanted = QueueFilter.of(query).without_people().query()
    kept = SavedFilter.objects.select_for_update().filter(user=user)
    found = kept.filter(name=name).first()
    if found is None and kept.count() >= MOST:
        raise TooManyFilters
    verb = audit.Verb.CHANGE if found else audit.Verb.CREATE
    found = found or SavedFilter(user=user, name=name)
    found.query, found.notifies, found.told_at = wanted, notifies, timezone.now()
    found.save()
    audit.record(verb, actor=user, obj=found)
    return found


@transaction.atomic
def set_notifying(user: Any, filter_id: uuid.UUID, *, notifies: bool) -> None:
    """Whether the person is told about one of their own lists. Nothing for a list that is not theirs."""
    found = SavedFilter.objects.select_for_update().filter(user=user, pk=filter_id).first()
    if found is not None:
        found.notifies, found.told_at = notifies, timezone.now()
        found.save(update_fields=["notifies", "told_at"])
        audit.record(audit.Verb.CHANGE, actor=user, obj=found, fields=["notifies"])


@transaction.atomic
def delete_filter(user: Any, filter_id: uuid.UUID) -> None:
    """Deletes one of the person's own lists; nothing for one that is not theirs."""
    found = SavedFilter.objects.select_for_update().filter(user=user, pk=filter_id).first()
    if found is not None:
        audit.record(audit.Verb.DELETE, actor=user, obj=found)
        found.delete()


@transaction.atomic
def tell_about_saved_filters(now: datetime) -> int:
    """Queues a note to each person who wants it, once a local day, when their lists have new cases; gives how many.

    The worker calls it as often as it likes. A list without anything new causes no note. Who may not see cases any more
    is told nothing. Several workers at once tell each list once.
    """
    today = timezone.localdate(now)
    counts: Counter[Any] = Counter()
    due = SavedFilter.objects.filter(notifies=True).select_related("user")
    for found in due.select_for_update(skip_locked=True, of=("self",)).order_by("user_id", "id"):
        if found.told_at is not None and timezone.localdate(found.told_at) >= today:
            continue
        if found.user.is_active and found.user.has_perm(VIEW_CASE):
            counts[found.user] += _new_in(found, today)
        found.told_at = now
        found.save(update_fields=["told_at"])
    told = [user for user, count in counts.items() if count]
    for user in told:
        queue_note(user, "saved_lists", key=f"saved_lists:{user.pk}:{today}")
    return len(told)


def _new_in(found: SavedFilter, today: Any) -> int:
    """How many cases have come into the list since its owner was last told, as far as a case shows it: by a change of
    state, or in lists of what is due by the passing of days."""
    wanted = QueueFilter.of(found.query)
    cases = Case.objects.visible_to(found.user).in_queue(wanted, found.user, today)
    since = found.told_at
    return int(cases.new_since(since, today, by_days=wanted.asks_for_days).count() if since else 0)
