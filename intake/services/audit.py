"""What the auditor's pages read: entries of the audit log, and which cases there are. Nothing encrypted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from intake.models import Case
from portal.common.dates import start_of_day
from portal.common.models import AuditEvent


def entries(chosen: Mapping[str, Any], *, before: int | None = None) -> QuerySet[AuditEvent]:
    """The entries that the filter asks for, the newest first, from below the number `before` on."""
    found = AuditEvent.objects.select_related("actor").order_by("-seq")
    if before is not None:
        found = found.filter(seq__lt=before)
    if chosen.get("verb"):
        found = found.filter(verb=chosen["verb"])
    if chosen.get("since"):
        found = found.filter(at__gte=start_of_day(chosen["since"]))
    if chosen.get("until"):
        found = found.filter(at__lt=start_of_day(chosen["until"] + timedelta(days=1)))
    return found.filter(_about(chosen["about"])) if chosen.get("about") else found


def audited_cases() -> QuerySet[Any, dict[str, Any]]:
    """Every case by its metadata (K3), the newest first."""
    names = ("id", "referral__reference", "kind", "state", "received_at", "state_since", "ended_at")
    return Case.objects.order_by("-received_at", "id").values(*names)


def _about(wanted: str) -> Q:
    """The entries of a record by its id, or of the case and the request of this reference."""
    case = Case.objects.filter(referral__reference=wanted.upper()).values_list("pk", "referral_id").first()
    if case is None:
        return Q(object_id=wanted)
    return Q(object_type="intake.case", object_id=str(case[0])) | Q(
        object_type="intake.referral", object_id=str(case[1])
    )
