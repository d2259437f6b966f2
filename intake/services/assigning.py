"""Who works on which case: giving cases to an owner, and who can be one."""

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, QuerySet

from intake.exceptions import CaseNotHere, OwnerRefused
from intake.models import Case
from intake.permissions import WORK_CASE
from portal.common import audit


def owners() -> QuerySet[Any]:
    """The people who can own a case: those who may work on cases and can sign in, by name."""
    app, _, codename = WORK_CASE.partition(".")
    people = get_user_model()._default_manager
    working = people.filter(groups__permissions__content_type__app_label=app, groups__permissions__codename=codename)
    found: QuerySet[Any] = people.filter(is_active=True, pk__in=working.values("pk"))
    return found.order_by("first_name", "last_name", "pk")


@transaction.atomic
def assign_cases(case_ids: Collection[uuid.UUID], owner_id: int | None, *, user: Any) -> int:
    """Gives these cases to an owner, or to nobody, all or none; how many changed hands.

    Raises CaseNotHere when `user` may not open one of them or it does not exist, and OwnerRefused for an account that
    works on no cases. Each change is audited, and shows to whoever has the case open (`version`).
    """
    if owner_id is not None and not owners().filter(pk=owner_id).exists():
        raise OwnerRefused
    wanted = set(case_ids)
    seen = Case.objects.visible_to(user).filter(pk__in=wanted).values("pk")
    cases = list(Case.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"))
    if len(cases) != len(wanted):
        raise CaseNotHere
    changed = [case for case in cases if case.owner_id != owner_id]
    Case.objects.filter(pk__in=[case.pk for case in changed]).update(owner=owner_id, version=F("version") + 1)
    for case in changed:
        audit.record(audit.Verb.ASSIGN, actor=user, obj=case, fields=["owner"])
    return len(changed)
