"""The pool of mediators: who is in it, and what choosing needs to know of each."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from intake.constants import AssignmentState
from intake.exceptions import MediatorRefused
from intake.models import Assignment, Case, Mediator
from intake.permissions import LEAD_CASE, MEDIATE
from intake.services.leaving import leave_sessions
from portal.common import audit
from portal.common.models import User


@dataclass(frozen=True)
class MediatorProfile:
    """What the roster says of one mediator, cleaned; codes as intake/models/mediator.py has them."""

    languages: list[str]
    training_hours: int
    topics: list[str]
    times: list[str]
    capacity: int
    is_active: bool = True


def may_join() -> QuerySet[User]:
    """People with the role of a mediator who are not on the roster yet."""
    of_role = User.objects.filter(groups__permissions__codename="mediate").values("pk")
    return User.objects.filter(is_active=True, mediator=None, pk__in=of_role).order_by("last_name", "email")


@transaction.atomic
def add_mediator(user: Any, joining: Any, profile: MediatorProfile) -> Mediator:
    """Takes somebody into the pool. Raises MediatorRefused for a person without the role of a mediator, and for
    whoever may not change the roster."""
    _must_lead(user)
    if not joining.has_perm(MEDIATE) or joining.is_superuser:
        raise MediatorRefused("This person does not have the role of a mediator.")
    mediator, is_new = Mediator.objects.get_or_create(user=joining, defaults=asdict(profile))
    if not is_new:
        raise MediatorRefused("This person is on the roster already.")
    audit.record(audit.Verb.CREATE, actor=user, obj=mediator, fields=list(asdict(profile)))
    return mediator


def change_mediator(user: Any, mediator_id: uuid.UUID, profile: MediatorProfile) -> Mediator:
    """Stores what changed about a mediator; nothing else. Whoever takes no cases any more leads no session
    that is still to come. Raises MediatorRefused, Mediator.DoesNotExist."""
    _must_lead(user)
    return _store(mediator_id, asdict(profile), lead=user)


def leave_closed_accounts(now: datetime) -> int:
    """Takes out of the pool whoever's account was closed, as the lead would; gives how many. The worker calls it,
    since it sees every closed account, whatever page or command closed it."""
    closed = Mediator.objects.filter(is_active=True, user__is_active=False).order_by("pk")
    return len([_store(pk, {"is_active": False}) for pk in closed.values_list("pk", flat=True)])


@transaction.atomic
def _store(mediator_id: uuid.UUID, values: dict[str, Any], *, lead: Any = None) -> Mediator:
    cases = [] if values["is_active"] else _lock_cases_of(mediator_id)
    mediator = Mediator.objects.select_for_update(of=("self",)).select_related("user").get(pk=mediator_id)
    changed = [name for name, value in values.items() if getattr(mediator, name) != value]
    for name in changed:
        setattr(mediator, name, values[name])
    if changed:
        mediator.save(update_fields=changed)
        audit.record(audit.Verb.CHANGE, actor=lead or audit.SYSTEM, obj=mediator, fields=changed)
    for case in cases:
        leave_sessions(case, mediator, lead=lead)
    return mediator


def _lock_cases_of(mediator_id: uuid.UUID) -> list[Case]:
    """The cases that this mediator has accepted, locked in the order of ids and before the mediator, as whoever asks
    and whoever books lock them."""
    accepted = Assignment.objects.filter(mediator=mediator_id, state=AssignmentState.ACCEPTED).values("case")
    return list(Case.objects.open().filter(pk__in=accepted).select_for_update(of=("self",)).order_by("pk"))


def _must_lead(user: Any) -> None:
    if not user.has_perm(LEAD_CASE):
        raise MediatorRefused("Only the lead administrator changes the roster.")
