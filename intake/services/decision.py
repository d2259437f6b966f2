"""Deciding whether a case is eligible: at the program's door or at the City's, by a named person, with a second one
where the rules ask for it.

A decision and the move that follows from it are one transaction. Where the move still waits, for the second person or
for the lead administrator, the decision stands until the case leaves its state.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import CaseState
from intake.exceptions import CaseChanged, CaseNotHere, MoveRefused, ReasonMissing, SecondPersonNeeded
from intake.models import Case, EligibilityDecision
from intake.permissions import REVIEW_CASE, WORK_CASE
from intake.rules.guards import CHECKLIST, DECIDER, SECOND_APPROVER
from intake.rules.lifecycle import BY_NAME, Move, Refusal, refusal
from intake.rules.screening import needs_explanation
from intake.services.casework import keep_change
from intake.services.facts import facts_of, standing_decision
from intake.services.lifecycle import lock_case, make_move, take_case
from intake.services.people import whos_of
from intake.services.policy import current_policy
from intake.services.stamp import stamp_of
from portal.common import audit


@dataclass(frozen=True)
class Door:
    """Where a decision is made: the permission, the state, and the moves that follow from a yes and a no."""

    permission: str
    state: CaseState
    yes: Move
    no: Move


OF_THE_DECISION = frozenset({CHECKLIST, DECIDER, SECOND_APPROVER})
"""Guards that the decision itself satisfies."""
PROGRAM = Door(WORK_CASE, CaseState.SCREENING, BY_NAME["find_eligible_here"], BY_NAME["find_ineligible"])
CITY = Door(REVIEW_CASE, CaseState.CITY_REVIEW, BY_NAME["find_eligible"], BY_NAME["city_finds_ineligible"])


@transaction.atomic
def find_eligible(
    case_id: uuid.UUID, *, user: Any, opened: int | str, door: Door, checklist: Iterable[str], decider: str
) -> Case:
    """Records a yes, and makes the move unless it waits for a second person or for the lead. `opened` is the version
    of the case that the form was opened with; at the City's door its stamp. Raises MoveRefused for any other guard."""
    case = _take(case_id, user, opened, door)
    decision = EligibilityDecision.objects.create(
        case=case, is_eligible=True, checklist=list(checklist), decider=decider, made_by=user
    )
    facts = facts_of(case, current_policy())
    found = refusal(door.yes, CaseState(case.state), whos_of(user) | door.yes.who, facts)
    if found is not None and found.guards != (SECOND_APPROVER,):
        raise MoveRefused(found)
    if found is None:
        _move_if_allowed(case, door, user)
    _keep(case, user, decision, audit.Verb.CREATE, "is_eligible", "checklist", "decider")
    return case


@transaction.atomic
def approve_decision(case_id: uuid.UUID, *, user: Any, opened: int | str, door: Door) -> Case:
    """Approves the yes that stands, as the second person. Raises SecondPersonNeeded for whoever made it, and
    CaseChanged when none waits any more."""
    case = _take(case_id, user, opened, door)
    decision = standing_decision(case)
    if decision is None or not decision.is_eligible or decision.approved_by_id:
        raise CaseChanged
    if decision.made_by_id == user.pk:
        raise SecondPersonNeeded
    decision.approved_by, decision.approved_at = user, timezone.now()
    decision.save(update_fields=["approved_by", "approved_at"])
    _move_if_allowed(case, door, user)
    _keep(case, user, decision, audit.Verb.APPROVE, "approved_by")
    return case


@transaction.atomic
def find_ineligible(
    case_id: uuid.UUID,
    *,
    user: Any,
    opened: int | str,
    door: Door,
    reason: str,
    decider: str,
    explanation: str = "",
) -> Case:
    """Records a no with its reason, and ends the case. The City's discretion needs an explanation, and no other reason
    has one. Raises MoveRefused, and ReasonMissing without it."""
    case = _take(case_id, user, opened, door)
    if needs_explanation(reason) is not bool(explanation.strip()):
        raise ReasonMissing
    words = explanation.strip() or None
    decision = EligibilityDecision.objects.create(
        case=case, is_eligible=False, reason=reason, explanation=words, decider=decider, made_by=user
    )
    make_move(case, door.no, whos=whos_of(user), actor=user, reason=reason)
    _keep(case, user, decision, audit.Verb.CREATE, "is_eligible", "reason", "decider", "explanation")
    return case


def read_explanation(case: Case, user: Any) -> str:
    """Why the City did not want a case that ended by its discretion, for `user`; the read is audited. Empty for every
    other end."""
    if case.state != CaseState.INELIGIBLE or not needs_explanation(case.end_reason):
        return ""
    with transaction.atomic():
        decision: EligibilityDecision | None = case.decisions.filter(is_eligible=False).first()
        if decision is None or not decision.explanation:
            return ""
        audit.record(audit.Verb.VIEW, actor=user, obj=decision, fields=["explanation"])
        return str(decision.explanation)


def in_the_way(case: Case, move: Move) -> tuple[str, ...]:
    """What has to be done before a decision can be followed by its move, in the guards' own sentences."""
    found = refusal(move, CaseState(case.state), move.who, facts_of(case, current_policy()))
    if found is None:
        return ()
    return tuple(guard.fix for guard in found.guards if guard not in OF_THE_DECISION)


def _take(case_id: uuid.UUID, user: Any, opened: int | str, door: Door) -> Case:
    if door is CITY:
        case = lock_case(case_id, Case.objects.for_city(user))
        if stamp_of(case.pk, case.version) != opened:
            raise CaseChanged
    else:
        case = take_case(case_id, user, int(opened))
    if not user.has_perm(door.permission):
        raise CaseNotHere
    if case.state != door.state:
        raise MoveRefused(Refusal(from_state=True))
    return case


def _move_if_allowed(case: Case, door: Door, user: Any) -> None:
    """Makes the move of a yes when nothing stands in its way and this person may."""
    whos = whos_of(user)
    if refusal(door.yes, CaseState(case.state), whos, facts_of(case, current_policy())) is None:
        make_move(case, door.yes, whos=whos, actor=user)


def _keep(case: Case, user: Any, decision: EligibilityDecision, verb: audit.Verb, *fields: str) -> None:
    if case.state == CaseState.SCREENING or case.state == CaseState.CITY_REVIEW:
        keep_change(case, user)
    audit.record(verb, actor=user, obj=decision, fields=fields)
