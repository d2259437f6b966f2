"""What staff record on a case besides its moves. Each change is one transaction: the case is locked, its version is
compared with the one that the form was opened with, and the audit entry names the fields.

All of them raise CaseNotHere and CaseChanged (intake/services/lifecycle.py: take_case).
"""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import ENDED, AttemptResult, CaseKind, CaseState, Sharing, Source
from intake.exceptions import CallFirst, NoLaterFiling, OriginalUnknown, SecondPersonNeeded
from intake.models import Case, ContactAttempt
from intake.permissions import LEAD_CASE
from intake.rules.lifecycle import BY_NAME
from intake.services.lifecycle import make_move, take_case
from intake.services.people import whos_of, workers
from portal.common import audit


def keep_change(case: Case, user: Any, *fields: str, verb: audit.Verb = audit.Verb.CHANGE) -> None:
    """Writes the changed fields of a locked case with the next version and the audit entry."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])
    audit.record(verb, actor=user, obj=case, fields=fields)


@transaction.atomic
def change_owner(case_id: uuid.UUID, *, user: Any, version: int, owner: str) -> None:
    """Gives the case to somebody who works on cases, by their key; to nobody when it is empty."""
    case = take_case(case_id, user, version)
    case.owner = workers().get(pk=owner) if owner else None
    keep_change(case, user, "owner", verb=audit.Verb.ASSIGN)


@transaction.atomic
def record_sharing(case_id: uuid.UUID, *, user: Any, version: int, sharing: str, how: str) -> None:
    """What the person said when asked whether the City may see the request. A no takes it back from the City at once,
    unless the City itself sent it."""
    case = take_case(case_id, user, version)
    case.sharing, case.sharing_at, case.sharing_how = sharing, timezone.now(), how
    if sharing == Sharing.NOT_ASKED:
        case.sharing_at, case.sharing_how = None, ""
    keep_change(case, user, "sharing", "sharing_at", "sharing_how")
    is_seen = sharing == Sharing.YES or case.referral.source == Source.CITY
    if case.state == CaseState.CITY_REVIEW and not is_seen:
        make_move(case, BY_NAME["take_back"], whos=whos_of(user), actor=user)


@transaction.atomic
def resolve_flags(case_id: uuid.UUID, *, user: Any, version: int) -> None:
    """Says that the answers that ask for a call were talked about. Raises CallFirst before anybody talked."""
    case = take_case(case_id, user, version)
    talked = ContactAttempt.objects.filter(party__case=case, party__has_asked=True, result=AttemptResult.REACHED)
    if not talked.exists():
        raise CallFirst
    case.flags_resolved_at, case.flags_resolved_by = timezone.now(), user
    keep_change(case, user, "flags_resolved_at", "flags_resolved_by")


@transaction.atomic
def record_told(case_id: uuid.UUID, *, user: Any, version: int) -> None:
    """The person was told about a serious matter, and allowed us to pass it on."""
    case = take_case(case_id, user, version)
    case.told_at = timezone.now()
    keep_change(case, user, "told_at")


@transaction.atomic
def record_filing(case_id: uuid.UUID, *, user: Any, version: int) -> None:
    """A complaint was filed after the request came in: if the case is not mediated, it goes back to the department.
    Raises NoLaterFiling where that can't be."""
    case = take_case(case_id, user, version)
    if case.kind != CaseKind.PRE_COMPLAINT or case.state in ENDED:
        raise NoLaterFiling
    case.kind = CaseKind.COMPLAINT
    keep_change(case, user, "kind")


@transaction.atomic
def name_original(case_id: uuid.UUID, *, user: Any, version: int, reference: str) -> None:
    """Names the case that this one repeats, by its reference. Raises OriginalUnknown for none, itself, and a case that
    is a duplicate or is named as repeating this one."""
    case = take_case(case_id, user, version)
    others = Case.objects.visible_to(user).exclude(pk=case.pk).exclude(state=CaseState.DUPLICATE)
    case.original = others.exclude(original=case).filter(referral__reference=reference.strip().upper()).first()
    if case.original is None:
        raise OriginalUnknown
    keep_change(case, user, "original")


@transaction.atomic
def set_hold(case_id: uuid.UUID, *, user: Any, version: int) -> None:
    """Puts a legal hold on the record: nothing of it is deleted while it stands."""
    case = take_case(case_id, user, version)
    if case.legal_hold_at is None:
        case.legal_hold_at, case.legal_hold_by = timezone.now(), user
        keep_change(case, user, "legal_hold_at", "legal_hold_by")


@transaction.atomic
def lift_hold(case_id: uuid.UUID, *, user: Any, version: int) -> None:
    """Lifts it. Raises SecondPersonNeeded for anyone but a lead administrator other than whoever set it."""
    case = take_case(case_id, user, version)
    if not user.has_perm(LEAD_CASE) or case.legal_hold_by_id == user.pk:
        raise SecondPersonNeeded
    case.legal_hold_at = case.legal_hold_by = None
    keep_change(case, user, "legal_hold_at", "legal_hold_by", verb=audit.Verb.APPROVE)
