"""Fixing a session: its time, the place or link, who leads it, the interpreter, what was agreed about the uniform.

Confirming a joint session is scheduling the case, in one transaction: every guard of the move "schedule" has to hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import AssignmentState, AttireTerms, CaseState, DutyKind, LetterKind, SessionMode, SessionState
from intake.exceptions import MoveRefused, SessionRefused
from intake.models import Assignment, Booking, Interpreter, Mediator, Place, Session, TimeProposal
from intake.rules import guards
from intake.rules.lifecycle import BY_NAME, Refusal
from intake.rules.sessions import Why, check_in_day, day_in
from intake.services.booking import book_session, free_session
from intake.services.cancelling import clear_ahead, parties_of, tell_of
from intake.services.duties import end_duties, open_duty
from intake.services.facts import facts_of
from intake.services.lifecycle import count_change, make_move
from intake.services.meeting_link import end_links_of_interpreter
from intake.services.people import whos_of
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.session import lock_session, mediators_of
from portal.common import audit

TERMS = ("mode", "place", "link", "interpreter", "attire", "bookings")
OF_TERMS = (guards.CONFIRMED, guards.INTERPRETER, guards.ATTIRE)
"""The guards that a change of terms could break."""


@dataclass(frozen=True)
class Terms:
    """Everything about a session but its time."""

    mode: SessionMode
    place: UUID | None = None
    link: str = ""
    interpreter: UUID | None = None
    attire: AttireTerms = AttireTerms.OPEN
    mediators: tuple[UUID, ...] = ()


@retried
@transaction.atomic
def confirm_session(
    session_id: UUID, user: Any, proposal_id: UUID, terms: Terms, version: int | None = None
) -> Session:
    """Fixes one of the proposed times, which has to suit everyone who takes part, and books what it needs.

    Raises CaseNotHere, CaseChanged, SessionRefused, SlotTaken, or MoveRefused with the guards that keep the case from
    being scheduled; then nothing is written.
    """
    session = lock_session(session_id, user, version)
    if session.state != SessionState.PROPOSED:
        raise SessionRefused(Why.NOT_PROPOSED)
    mediators = _mediators(session, terms)
    proposal = _agreed_time(session, proposal_id, mediators)
    session.state = SessionState.CONFIRMED
    session.starts_at, session.ends_at = proposal.starts_at, proposal.ends_at
    _set_terms(session, terms, mediators)
    clear_ahead(session)
    _open_check_in(session)
    tell_of(session, LetterKind.SESSION_MOVED if session.sequence else LetterKind.SESSION)
    if session.type_is_joint:
        make_move(session.case, BY_NAME["schedule"], whos=whos_of(user), actor=user)
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=["state", "starts_at", *TERMS])
    return session


@retried
@transaction.atomic
def change_terms(session_id: UUID, user: Any, terms: Terms, version: int | None = None) -> Session:
    """Changes a confirmed session without touching its time; the sides are told and calendars can follow."""
    session = lock_session(session_id, user, version)
    if session.state != SessionState.CONFIRMED:
        raise SessionRefused(Why.NOT_CONFIRMED)
    mediators = _mediators(session, terms)
    _check_new_mediators(session, mediators)
    free_session(session)
    if session.interpreter_id != terms.interpreter:
        end_links_of_interpreter(session)
    session.sequence += 1
    _set_terms(session, terms, mediators)
    end_duties(session.case, DutyKind.FIND_MEDIATOR, actor=user, session=session)
    if session.case.state == CaseState.SCHEDULED and session.type_is_joint:
        _check_terms(session)
    tell_of(session, LetterKind.SESSION_MOVED)
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=TERMS)
    return session


def _mediators(session: Session, terms: Terms) -> list[Mediator]:
    found = [each for each in mediators_of(session.case) if each.pk in terms.mediators]
    if len(found) != len(set(terms.mediators)) or (session.type_is_joint and not found):
        raise SessionRefused(Why.NO_MEDIATOR)
    return found


def _check_new_mediators(session: Session, mediators: Sequence[Mediator]) -> None:
    """Whoever comes to a session that is set can be there: nothing that they declared is open."""
    booked = session.bookings.filter(kind=Booking.Kind.MEDIATOR, is_cancelled=False).values("resource")
    coming = Assignment.objects.filter(case=session.case, state=AssignmentState.ACCEPTED, mediator__in=mediators)
    newest = [each.declarations.first() for each in coming.exclude(mediator__in=booked)]
    if not all(each and each.stands for each in newest):
        raise SessionRefused(Why.IN_DOUBT)


def _agreed_time(session: Session, proposal_id: UUID, mediators: Sequence[Mediator]) -> TimeProposal:
    proposal: TimeProposal | None = session.proposals.filter(pk=proposal_id).first()
    if proposal is None:
        raise SessionRefused(Why.NO_TIMES)
    if proposal.starts_at <= timezone.now():
        raise SessionRefused(Why.PAST)
    suits = set()
    for party, mediator in proposal.answers.filter(suits=True).values_list("party_id", "mediator_id"):
        suits.add(party or mediator)
    if not suits.issuperset(each.pk for each in (*parties_of(session), *mediators)):
        raise SessionRefused(Why.NOT_AGREED)
    return proposal


def _set_terms(session: Session, terms: Terms, mediators: Sequence[Mediator]) -> None:
    in_person = terms.mode is SessionMode.IN_PERSON
    session.mode, session.attire = terms.mode, terms.attire
    session.link = terms.link if terms.mode is SessionMode.VIDEO else ""
    session.place = _in_use(Place, terms.place) if in_person else None
    session.interpreter = _in_use(Interpreter, terms.interpreter)
    if in_person and session.place is None:
        raise SessionRefused(Why.NO_PLACE)
    if terms.mode is SessionMode.VIDEO and not session.link:
        raise SessionRefused(Why.NO_LINK)
    if terms.interpreter and session.interpreter is None:
        raise SessionRefused(Why.NO_INTERPRETER)
    session.save()
    book_session(session, mediators)


def _in_use(model: Any, key: UUID | None) -> Any:
    return model.objects.filter(pk=key, is_active=True).first() if key else None


def _open_check_in(session: Session) -> None:
    """A personal call to each side some days before a joint session."""
    if not session.type_is_joint:
        return
    assert session.starts_at is not None
    day = day_in(session.starts_at, session.zone)
    due_on = check_in_day(day, timezone.localdate(), current_policy().check_in_days)
    for party in parties_of(session):
        open_duty(session.case, DutyKind.CHECK_IN, due_on, party=party, session=session)


def _check_terms(session: Session) -> None:
    facts = facts_of(session.case, current_policy())
    broken = tuple(guard for guard in OF_TERMS if not guard.holds(facts))
    if broken:
        raise MoveRefused(Refusal(guards=broken))
