"""How a mediation ended: reporting it, approving it, the ten days of Evid. Code 1125, the follow-up, closing.

Nothing here has room for words: not for what was said, not for what was agreed. With the `version` that a form was
opened with, each raises CaseChanged when somebody else was faster.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import CaseState, DutyKind, OutcomeCode, RetentionClass, Side
from intake.exceptions import OutcomeRefused
from intake.models import AgreedStep, Case, Outcome
from intake.rules.lifecycle import BY_NAME
from intake.rules.outcome import WITH_AGREEMENT, Why
from intake.services.duties import end_duties, open_duty
from intake.services.lifecycle import count_change, lock_case, make_move, take_case
from intake.services.people import whos_of
from intake.services.retry import retried
from portal.common import audit


@dataclass(frozen=True)
class Step:
    """Something that a side agreed to do by a day; what it is stays with the parties."""

    side: Side
    due_on: date


@dataclass(frozen=True)
class Report:
    """What a mediator reports. `is_checked` says that the words of the agreement went through the check for forbidden
    promises (intake/rules/promises.py); the words themselves come no further than the form."""

    code: OutcomeCode
    has_agreement: bool
    is_checked: bool = False
    signed_by_all: bool = False
    share_terms: bool | None = None
    steps: tuple[Step, ...] = ()


@retried
@transaction.atomic
def report_outcome(case_id: UUID, user: Any, report: Report, version: int | None = None) -> Outcome:
    """Stores the report of a mediator or an administrator and moves the case on.

    Raises CaseNotHere, OutcomeRefused or MoveRefused; then nothing is stored.
    """
    case = lock_case(case_id, Case.objects.visible_to(user), version)
    if report.has_agreement is not (report.code in WITH_AGREEMENT):
        raise OutcomeRefused(Why.NOT_ONE_STORY)
    if report.has_agreement and report.share_terms is None:
        raise OutcomeRefused(Why.SHARING_OPEN)
    outcome = _store(case, user, report)
    make_move(case, BY_NAME["report"], whos=whos_of(user), actor=user)
    audit.record(audit.Verb.CREATE, actor=user, obj=outcome, fields=["code", "has_agreement", "share_terms", "steps"])
    return outcome


@retried
@transaction.atomic
def approve_outcome(case_id: UUID, user: Any, version: int | None = None) -> Case:
    """A lead administrator approves what somebody else reported. Raises as `report_outcome`."""
    case, outcome = _lock_outcome(case_id, user, version, CaseState.OUTCOME)
    if outcome.reported_by_id == user.pk:
        raise OutcomeRefused(Why.SAME_PERSON)
    outcome.approved_by = user
    outcome.save(update_fields=["approved_by"])
    make_move(case, BY_NAME["approve_outcome"], whos=whos_of(user), actor=user)
    audit.record(audit.Verb.APPROVE, actor=user, obj=outcome)
    return case


@retried
@transaction.atomic
def extend_mediation(case_id: UUID, user: Any, until: date, version: int | None = None) -> None:
    """All extended the mediation in writing: it counts as going on until this day, on which it is looked at again."""
    if until <= timezone.localdate():
        raise OutcomeRefused(Why.WRONG_DAY)
    case, outcome = _lock_outcome(case_id, user, version, CaseState.FOLLOW_UP, for_planners=True)
    outcome.extended_to, outcome.ended_on = until, None
    outcome.save(update_fields=["extended_to", "ended_on"])
    end_duties(case, DutyKind.TEN_DAYS, actor=user)
    open_duty(case, DutyKind.TEN_DAYS, until)
    closing = case.duties.open().filter(kind=DutyKind.CLOSE).first()
    if closing is not None and closing.due_on < until:
        open_duty(case, DutyKind.CLOSE, until)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=outcome, fields=["extended_to"])


@retried
@transaction.atomic
def end_mediation(case_id: UUID, user: Any, on: date, version: int | None = None) -> None:
    """The mediation ended on this day, today or before."""
    if on > timezone.localdate():
        raise OutcomeRefused(Why.WRONG_DAY)
    case, outcome = _lock_outcome(case_id, user, version, CaseState.FOLLOW_UP, for_planners=True)
    outcome.ended_on = on
    outcome.save(update_fields=["ended_on"])
    end_duties(case, DutyKind.TEN_DAYS, actor=user)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=outcome, fields=["ended_on"])


@retried
@transaction.atomic
def record_follow_up(case_id: UUID, user: Any, kept: Mapping[UUID, bool | None], version: int | None = None) -> None:
    """Both sides were asked how it went, or could not be reached; `kept` says of agreed steps whether they were."""
    case, outcome = _lock_outcome(case_id, user, version, CaseState.FOLLOW_UP, for_planners=True)
    for step in outcome.steps.all():
        if step.pk in kept:
            step.was_kept = kept[step.pk]
            step.save(update_fields=["was_kept"])
    outcome.followed_up_at = timezone.now()
    outcome.save(update_fields=["followed_up_at"])
    end_duties(case, DutyKind.FOLLOW_UP, actor=user)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=outcome, fields=["followed_up_at", "steps"])


@retried
@transaction.atomic
def close_case(case_id: UUID, user: Any, retention: RetentionClass, version: int | None = None) -> Case:
    """Says how long the record is kept, and closes the case. Raises CaseNotHere or MoveRefused."""
    case = lock_case(case_id, Case.objects.visible_to(user), version)
    case.retention_class = retention
    make_move(case, BY_NAME["close"], whos=whos_of(user), actor=user)
    return case


@retried
@transaction.atomic
def record_returned(case_id: UUID, user: Any, version: int | None = None) -> None:
    """The complaint went back to Professional Standards."""
    case = take_case(case_id, user, version)
    if not case.duties.open().filter(kind=DutyKind.RETURN_TO_PSU).exists():
        raise OutcomeRefused(Why.NOTHING_TO_RETURN)
    end_duties(case, DutyKind.RETURN_TO_PSU, actor=user)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=case, fields=["duties"])


def _store(case: Case, user: Any, report: Report) -> Outcome:
    agreed = report.has_agreement
    outcome, _ = Outcome.objects.update_or_create(
        case=case,
        defaults={
            "code": report.code,
            "has_agreement": agreed,
            "share_terms": report.share_terms if agreed else None,
            "signed_by_all": agreed and report.signed_by_all,
            "checked_at": timezone.now() if agreed and report.is_checked else None,
            "reported_by": user,
            "approved_by": None,
        },
    )
    outcome.steps.all().delete()
    if agreed:
        AgreedStep.objects.bulk_create(
            AgreedStep(outcome=outcome, side=step.side, due_on=step.due_on) for step in report.steps
        )
    return outcome


def _lock_outcome(
    case_id: UUID, user: Any, version: int | None, state: CaseState, *, for_planners: bool = False
) -> tuple[Case, Outcome]:
    if for_planners:
        case = take_case(case_id, user, version)
    else:
        case = lock_case(case_id, Case.objects.visible_to(user), version)
    outcome = Outcome.objects.filter(case=case).first()
    if outcome is None or case.state != state:
        raise OutcomeRefused(Why.WRONG_STATE)
    return case, outcome
