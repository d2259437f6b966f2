"""What staff do with a case."""

import uuid
from typing import Any

from django.db import transaction

from intake.exceptions import CaseNotHere
from intake.models import Case
from intake.permissions import WORK_CASE
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


def find_case(case_id: uuid.UUID, user: Any) -> Case:
    """The case for somebody who works on it, without anything that a person confided. Raises CaseNotHere."""
    if not user.has_perm(WORK_CASE):
        raise CaseNotHere
    cases = Case.objects.visible_to(user).select_related("referral", "owner", "original__referral")
    hidden = [f"{way}referral__{name}" for way in ("", "original__") for name in READ_FIELDS]
    case: Case | None = cases.defer(*hidden).filter(id=case_id).first()
    if case is None:
        raise CaseNotHere
    return case


@transaction.atomic
def open_case(case_id: uuid.UUID, user: Any) -> Case:
    """The case with its referral, for reading by `user`; the read is audited in the same transaction.

    Raises CaseNotHere, the same for a case that does not exist and for one that `user` may not open.
    """
    cases = Case.objects.visible_to(user).select_related("referral", "owner", "legal_hold_by", "original__referral")
    cases = cases.defer(*(f"original__referral__{name}" for name in READ_FIELDS))
    case: Case | None = cases.filter(id=case_id).first()
    if case is None:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=case.referral, fields=READ_FIELDS)
    return case
