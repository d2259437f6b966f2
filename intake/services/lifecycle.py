"""Making moves: the one door through which the state of a case changes.

A move is one transaction: the case is locked, the guards are asked, then state, event, duties, the City's notice, the
messages and the audit entry are written, all or nothing.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from intake.constants import ENDED, CaseState, HoldReason, IneligibleReason, NotMediatedReason, ReopenReason
from intake.exceptions import CaseChanged, CaseNotHere, MoveRefused, ReasonMissing
from intake.models import Case, CaseEvent
from intake.permissions import WORK_CASE
from intake.rules.lifecycle import BY_NAME, Move, Refusal, Who, moves_from, refusal, target_of
from intake.rules.policy import Policy
from intake.services.asking import begin_asking
from intake.services.cancelling import cancel_sessions_of
from intake.services.duties import open_clock, open_state_duties
from intake.services.ending import end_case
from intake.services.facts import facts_of
from intake.services.people import whos_of
from intake.services.policy import current_policy
from intake.services.reopening import set_end_aside
from intake.services.telling import tell_of_move
from portal.common import audit

REASONS: dict[str, type[TextChoices]] = {
    "ineligible": IneligibleReason,
    "not_mediated": NotMediatedReason,
    "hold": HoldReason,
    "reopen": ReopenReason,
}
"""The choices of which a move with reasons needs one."""


@dataclass(frozen=True)
class OpenMove:
    """A move that somebody could make from here, and why not now, if not: what to do, in plain words."""

    move: Move
    fixes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.fixes


def lock_case(case_id: uuid.UUID, cases: Any, version: int | None = None) -> Case:
    """The case, locked until the transaction ends, out of those that `cases` (a query set) lets in.

    Raises CaseNotHere for one that is not among them, and CaseChanged when its version is not the one expected.
    """
    found = cases.filter(pk=case_id).values("pk")
    case: Case | None = (
        Case.objects.select_for_update(of=("self",)).select_related("referral").filter(pk__in=found).first()
    )
    if case is None:
        raise CaseNotHere
    if version is not None and case.version != version:
        raise CaseChanged
    return case


def take_case(case_id: uuid.UUID, user: Any, version: int | None = None) -> Case:
    """The case, locked, for somebody who works on cases. Raises as `lock_case`, and CaseNotHere for everyone else."""
    if not user.has_perm(WORK_CASE):
        raise CaseNotHere
    return lock_case(case_id, Case.objects.visible_to(user), version)


def count_change(case: Case) -> None:
    """Gives a locked case its next version after a change that is no move, so that forms opened before know of it."""
    case.version += 1
    case.save(update_fields=["version"])


def moves_open_to(case: Case, user: Any) -> list[OpenMove]:
    """The moves that this person could make from where the case stands, each with what keeps it from being made."""
    whos, facts = whos_of(user), facts_of(case, current_policy())
    moves = moves_from(CaseState(case.state), whos)
    return [OpenMove(move, _fixes(refusal(move, CaseState(case.state), whos, facts))) for move in moves]


@transaction.atomic
def move_case(case_id: uuid.UUID, name: str, *, user: Any, reason: str = "", version: int | None = None) -> Case:
    """Makes a move as a signed-in person. Raises CaseNotHere, CaseChanged, MoveRefused or ReasonMissing."""
    cases = Case.objects.visible_to(user) | Case.objects.for_city(user)
    case = lock_case(case_id, cases, version)
    make_move(case, BY_NAME[name], whos=whos_of(user), actor=user, reason=reason)
    return case


def make_move(
    case: Case, move: Move, *, whos: frozenset[Who], actor: Any = None, reason: str = "", by_participant: bool = False
) -> None:
    """Makes a move of a case that the caller has locked. Raises MoveRefused or ReasonMissing, before any writing."""
    policy = current_policy()
    found = refusal(move, CaseState(case.state), whos, facts_of(case, policy))
    if found is not None:
        raise MoveRefused(found)
    if move.reasons and reason not in REASONS[move.reasons]:
        raise ReasonMissing
    came_from = case.state
    _change_state(case, target_of(move, case.held_from), reason)
    if move.reasons == "reopen":
        set_end_aside(case)
    open_state_duties(case, policy)
    CaseEvent.objects.create(
        case=case,
        move=move.name,
        from_state=came_from,
        to_state=case.state,
        reason=reason,
        actor=actor,
        by_participant=by_participant,
    )
    _bring_about(case, move, policy)
    tell_of_move(case, move)
    by_whom = audit.PARTICIPANT if by_participant else actor or audit.SYSTEM
    audit.record(audit.Verb.CHANGE_STATE, actor=by_whom, obj=case, fields=["state"])


def _bring_about(case: Case, move: Move, policy: Policy) -> None:
    """What comes with the new state besides its duties. Saves the case."""
    if case.state in ENDED:
        end_case(case)
    elif case.state == CaseState.ON_HOLD:
        cancel_sessions_of(case)
    elif move.reasons == "reopen":
        open_clock(case, policy)
    case.save()
    if move.name == "ask_both":
        begin_asking(case, policy)


def _change_state(case: Case, state: CaseState, reason: str) -> None:
    now, has_ended = timezone.now(), state in ENDED
    case.held_from = case.state if state == CaseState.ON_HOLD else ""
    case.state, case.state_since = state, now
    case.end_reason = reason if has_ended else ""
    case.ended_at = now if has_ended else None
    case.version += 1


def _fixes(found: Refusal | None) -> tuple[str, ...]:
    return tuple(guard.fix for guard in found.guards) if found else ()
