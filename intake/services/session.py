"""Planning sessions: proposing times, writing down whom they suit, moving and calling off.

Each service locks the case first, so that planning and a side's withdrawal come one after the other. With the
`version` that a form was opened with, each raises CaseChanged when somebody else was faster.
intake/services/session_terms.py confirms a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from intake.constants import (
    JOINT_TYPES,
    AssignmentState,
    CaseKind,
    CaseState,
    Conflict,
    DutyKind,
    LetterKind,
    SessionMode,
    SessionState,
    SessionType,
)
from intake.exceptions import CaseNotHere, SessionRefused
from intake.models import (
    Assignment,
    Booking,
    Case,
    ConflictDeclaration,
    Mediator,
    Party,
    ProposalAnswer,
    Session,
    TimeProposal,
)
from intake.rules.lifecycle import BY_NAME, Who
from intake.rules.sessions import SIDE_OF, WITH_ONE, Why, types_open
from intake.services.cancelling import PLANNED, call_off, parties_of, tell_of
from intake.services.duties import end_duties
from intake.services.lifecycle import count_change, lock_case, make_move, take_case
from intake.services.policy import current_policy
from intake.services.retry import retried
from portal.common import audit

Times = tuple[tuple[datetime, datetime], ...]
"""Beginnings and ends."""


@dataclass(frozen=True)
class SessionPlan:
    """A session that is proposed: `party` is the side of a talk where its type does not say it."""

    type: SessionType
    mode: SessionMode
    zone: str
    times: Times
    party: UUID | None = None


@retried
@transaction.atomic
def propose_session(case_id: UUID, user: Any, plan: SessionPlan, version: int | None = None) -> Session:
    """Proposes times for a session and asks those who take part. Raises CaseNotHere or SessionRefused."""
    case = take_case(case_id, user, version)
    if plan.type not in types_open(CaseState(case.state), CaseKind(case.kind)):
        raise SessionRefused(Why.WRONG_STATE)
    if plan.type in JOINT_TYPES:
        _check_room_for_another(case)
    session = Session(
        case=case, party=_party_of(case, plan), type=plan.type, mode=plan.mode, zone=plan.zone, made_by=user
    )
    _save_proposed(session, plan.times)
    count_change(case)
    audit.record(audit.Verb.CREATE, actor=user, obj=session, fields=["type", "mode", "zone", "proposals"])
    return session


@retried
@transaction.atomic
def record_answers(
    session_id: UUID, user: Any, answers: Mapping[tuple[UUID, UUID], bool], version: int | None = None
) -> Session:
    """Writes down whom which time suits: keys are a proposal and a party or a mediator. Others are left out."""
    session = lock_session(session_id, user, version)
    _check_state(session, SessionState.PROPOSED, Why.NOT_PROPOSED)
    proposals = {proposal.pk: proposal for proposal in session.proposals.all()}
    people: dict[UUID, dict[str, Any]] = {party.pk: {"party": party} for party in parties_of(session)}
    people |= {mediator.pk: {"mediator": mediator} for mediator in mediators_of(session.case)}
    for (proposal, person), suits in answers.items():
        if proposal in proposals and person in people:
            answer_time(proposals[proposal], suits, **people[person])
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=["proposals"])
    return session


def answer_time(
    proposal: TimeProposal, suits: bool, *, party: Party | None = None, mediator: Mediator | None = None
) -> None:
    """Whether a time suits one person, in the caller's transaction; the newest word counts."""
    ProposalAnswer.objects.update_or_create(
        proposal=proposal, party=party, mediator=mediator, defaults={"suits": suits}
    )


@retried
@transaction.atomic
def move_session(
    session_id: UUID,
    user: Any,
    times: Times,
    by_party: UUID | None = None,
    *,
    zone: str = "",
    version: int | None = None,
) -> Session:
    """Calls the session off and proposes other times for it, which is the same entry in people's calendars.

    With `by_party` it counts as that side's own wish, which the rules limit. The case goes back to preparing.
    """
    old = lock_session(session_id, user, version)
    if old.state not in PLANNED:
        raise SessionRefused(Why.NOT_CONFIRMED)
    same = {name: getattr(old, name) for name in ("case", "party", "type", "mode", "uid")}
    new = Session(**same, zone=zone or old.zone, made_by=user)
    if by_party:
        new.moved_by = _use_a_move(old, by_party)
    end_duties(old.case, DutyKind.FIND_TIME, actor=user, session=old)
    call_off(old)
    new.sequence = old.sequence + 1
    _save_proposed(new, times)
    unschedule(old, actor=user)
    count_change(old.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=new, fields=["state", "proposals"])
    return new


@retried
@transaction.atomic
def cancel_session(session_id: UUID, user: Any, version: int | None = None) -> Session:
    """Calls the session off; a case that was scheduled goes back to preparing."""
    session = lock_session(session_id, user, version)
    if session.state not in PLANNED:
        raise SessionRefused(Why.NOT_CONFIRMED)
    call_off(session)
    unschedule(session, actor=user)
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=["state"])
    return session


def lock_session(session_id: UUID, user: Any, version: int | None = None, *, as_mediator: bool = False) -> Session:
    """The session with its case locked, for those who plan, or also for a mediator of the case. Else CaseNotHere."""
    found = Session.objects.visible_to(user).filter(pk=session_id).values_list("case_id", flat=True).first()
    if found is None:
        raise CaseNotHere
    case = lock_case(found, Case.objects.visible_to(user), version) if as_mediator else take_case(found, user, version)
    session: Session = Session.objects.select_related("party", "place", "interpreter").get(pk=session_id)
    session.case = case
    return session


def mediators_of(case: Case) -> list[Mediator]:
    """The mediators who have accepted this case, are active, and did not say that they can't be impartial."""
    newest = ConflictDeclaration.objects.filter(assignment=OuterRef("pk")).order_by("-declared_at", "-id")
    accepted = Assignment.objects.filter(case=case, state=AssignmentState.ACCEPTED)
    accepted = accepted.annotate(newest=Subquery(newest.values("conflict")[:1])).exclude(newest=Conflict.CANNOT)
    found = Mediator.objects.active().filter(pk__in=accepted.values("mediator"))
    return list(found.select_related("user").order_by("pk"))


def leaders_of(session: Session) -> list[Mediator]:
    """Who may have led a session that has begun: the mediators of the case, and whoever was booked for it, also if they
    were released since."""
    booked = session.bookings.filter(kind=Booking.Kind.MEDIATOR, is_cancelled=False).values("resource")
    found = {each.pk: each for each in Mediator.objects.filter(pk__in=booked).select_related("user").order_by("pk")}
    return list({each.pk: each for each in (*mediators_of(session.case), *found.values())}.values())


def unschedule(session: Session, *, actor: Any) -> None:
    """Leads a scheduled case back to preparing, since its joint session does not stand any more."""
    if session.type_is_joint and session.case.state == CaseState.SCHEDULED:
        make_move(session.case, BY_NAME["unschedule"], whos=frozenset({Who.SYSTEM}), actor=actor)


def _check_room_for_another(case: Case) -> None:
    joint = Session.objects.filter(case=case, type__in=JOINT_TYPES)
    if joint.filter(state__in=PLANNED).exists():
        raise SessionRefused(Why.ONE_IS_PLANNED)
    if joint.filter(state=SessionState.HELD).count() >= current_policy().sessions_most:
        raise SessionRefused(Why.NO_MORE_SESSIONS)


def _party_of(case: Case, plan: SessionPlan) -> Party | None:
    if plan.type not in WITH_ONE:
        return None
    parties = Party.objects.filter(case=case)
    side = SIDE_OF.get(plan.type)
    found: Party | None = parties.filter(**({"side": side} if side else {"pk": plan.party})).first()
    if found is None:
        raise SessionRefused(Why.WRONG_SIDE)
    return found


def _use_a_move(session: Session, party_id: UUID) -> Party:
    party = next((each for each in parties_of(session) if each.pk == party_id), None)
    if party is None:
        raise SessionRefused(Why.WRONG_SIDE)
    if party.moves_used >= current_policy().reschedules:
        raise SessionRefused(Why.NO_MORE_MOVES)
    party.moves_used += 1
    party.save(update_fields=["moves_used"])
    return party


def _save_proposed(session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    wanted = sorted(set(times))
    if not wanted:
        raise SessionRefused(Why.NO_TIMES)
    if wanted[0][0] <= timezone.now():
        raise SessionRefused(Why.PAST)
    session.save(force_insert=True)
    TimeProposal.objects.bulk_create(
        TimeProposal(session=session, starts_at=start, ends_at=end) for start, end in wanted
    )
    tell_of(session, LetterKind.TIMES)


def _check_state(session: Session, state: SessionState, why: Why) -> None:
    if session.state != state:
        raise SessionRefused(why)
