"""What staff do with a case."""

import uuid
from typing import Any

from django.db import transaction

from intake.exceptions import CaseNotHere
from intake.models import Case
from portal.common import audit

READ_FIELDS = (
    "needs",
    "contact",
    "safe_contact",
    "representation",
    "employee",
    "account",
    "screening",
    "complaint",
    "wishes",
    "consent",
)
"""The private columns that the case page shows; the audit log keeps their names, never their values."""


@transaction.atomic
def open_case(case_id: uuid.UUID, user: Any) -> Case:
    """The case with its referral, for reading by `user`; the read is audited in the same transaction.

    Raises CaseNotHere, the same for a case that does not exist and for one that `user` may not open.
    """
    case: Case | None = Case.objects.visible_to(user).select_related("referral", "owner").filter(id=case_id).first()
    if case is None:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=case.referral, fields=READ_FIELDS)
    return case
