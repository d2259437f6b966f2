"""How a mediation ended, for reading; the read is audited in the same transaction."""

from typing import Any
from uuid import UUID

from django.db import transaction

from intake.exceptions import CaseNotHere
from intake.models import Case, Outcome
from portal.common import audit

READ_FIELDS = ("code", "has_agreement", "share_terms", "signed_by_all", "steps")


@transaction.atomic
def open_outcome(case_id: UUID, user: Any) -> tuple[Case, Outcome | None]:
    """A case and its outcome, if one was reported. Raises CaseNotHere."""
    case: Case | None = Case.objects.visible_to(user).select_related("referral").filter(pk=case_id).first()
    if case is None:
        raise CaseNotHere
    found = (
        Outcome.objects.filter(case=case)
        .select_related("reported_by", "approved_by")
        .prefetch_related("steps", "earlier_ends")
    )
    outcome = found.first()
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=[f"outcome.{name}" for name in READ_FIELDS])
    return case, outcome
