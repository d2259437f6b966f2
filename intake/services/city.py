"""What the City's liaison sees: of each case that the City knows, the reference, one of four words, its own day to
decide and the closing notice; and the referral record (zone A) of a case that waits for its decision.

Nothing here is read from a party, a consent, a mediator or a session.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from intake.constants import CaseState, ClosureCode, DutyKind, Path
from intake.exceptions import CaseNotHere
from intake.models import Case, ClosureNotice, Duty, EligibilityDecision, Referral
from intake.questions.question import Store, Zone
from intake.rules.city import CityGroup, group_of
from intake.services.facts import needs_second_approver, standing_decision
from intake.services.policy import current_policy
from intake.services.stamp import stamp_of
from portal.common import audit

ZONE_A = tuple(
    store.value.name for store in Store if store.value.zone is Zone.A and store not in {Store.PATH, Store.CONSENT}
)
"""The columns of a referral that hold the answers of zone A."""
SHOWN = ("id", "state", "held_from", "referral__reference", "due", "notice_code", "notice_on", "notice_left")


@dataclass(frozen=True)
class CityRow:
    """One case in the City's list; there is nothing else to know about it."""

    id: uuid.UUID
    reference: str
    group: CityGroup
    due: date | None
    code: str
    on: date | None
    days_left: int | None


@dataclass(frozen=True)
class CityCase:
    """One case on the City's page. Answers, decision and stamp are there only while the City is to decide."""

    row: CityRow
    path: Path | None = None
    language: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    decision: EligibilityDecision | None = None
    needs_second: bool = False
    stamp: str = ""


def city_cases(user: Any) -> QuerySet[Any, dict[str, Any]]:
    """The rows of the City's list, the newest request first: an order that nothing in a case can change."""
    open_duty = Duty.objects.filter(case=OuterRef("pk"), kind=DutyKind.CITY_DECISION).open()
    newest = ClosureNotice.objects.filter(case=OuterRef("pk")).order_by("-on", "-id")
    return (
        Case.objects.for_city(user)
        .order_by("-received_at", "id")
        .annotate(
            due=Subquery(open_duty.values("due_on")[:1]),
            notice_code=Subquery(newest.values("code")[:1]),
            notice_on=Subquery(newest.values("on")[:1]),
            notice_left=Subquery(newest.values("days_left")[:1]),
        )
        .values(*SHOWN)
    )


def row_of(found: Mapping[str, Any]) -> CityRow:
    """One row of `city_cases` in the City's words. The notice is that of the present end: none while the case goes on,
    also once it was opened again."""
    group = group_of(CaseState(found["state"]), found["held_from"])
    is_told = group is CityGroup.ENDED and bool(found["notice_code"])
    return CityRow(
        id=found["id"],
        reference=found["referral__reference"],
        group=group,
        due=found["due"],
        code=ClosureCode(found["notice_code"]).label if is_told else "",
        on=found["notice_on"] if is_told else None,
        days_left=found["notice_left"] if is_told else None,
    )


@transaction.atomic
def open_for_city(case_id: uuid.UUID, user: Any) -> CityCase:
    """The case for the City's liaison; reading the referral record is audited in the same transaction.

    Raises CaseNotHere, the same for a case that does not exist and for one that the City does not know of.
    """
    found = city_cases(user).filter(pk=case_id).first()
    if found is None:
        raise CaseNotHere
    row = row_of(found)
    if row.group is not CityGroup.WITH_CITY:
        return CityCase(row)
    case = Case.objects.get(pk=case_id)
    referral = Referral.objects.only("id", "path", "language", *ZONE_A).get(pk=case.referral_id)
    case.referral = referral
    answers = {"path": referral.path}
    for column in ZONE_A:
        answers |= getattr(referral, column)
    found_case = CityCase(
        row,
        Path(referral.path),
        referral.language,
        answers,
        standing_decision(case),
        current_policy().second_approver and needs_second_approver(answers),
        stamp_of(case.pk, case.version),
    )
    audit.record(audit.Verb.VIEW, actor=user, obj=referral, fields=ZONE_A)
    return found_case
