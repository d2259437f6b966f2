"""What is written down after a session: that it was held and with whom, or that somebody did not come. No word on what
was said.

The people who plan write it down, and the mediators of the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import CaseState, SessionMode, SessionState, SessionType, Side
from intake.exceptions import SessionRefused
from intake.models import Attendance, Mediator, Party, Session
from intake.rules.lifecycle import BY_NAME, Who
from intake.rules.sessions import Why, reason_of_no_show
from intake.services.cancelling import clear_ahead, parties_of
from intake.services.lifecycle import count_change, make_move
from intake.services.people import whos_of
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.session import leaders_of, lock_session, unschedule
from portal.common import audit

Role = Attendance.Role
SYSTEM = frozenset({Who.SYSTEM})


@dataclass(frozen=True)
class Held:
    """How a session went, from outside: `others` counts support people and the like by their role."""

    minutes: int
    mode: SessionMode
    parties: frozenset[UUID]
    mediators: frozenset[UUID] = frozenset()
    interpreter_was_there: bool = False
    others: Mapping[str, int] = field(default_factory=dict)


@retried
@transaction.atomic
def record_held(session_id: UUID, user: Any, held: Held, version: int | None = None) -> Session:
    """Writes down that the session took place; a joint one moves the case on. Raises CaseNotHere, CaseChanged
    or SessionRefused."""
    session = _lock_begun(session_id, user, version)
    parties, mediators = list(parties_of(session)), leaders_of(session)
    led = not session.type_is_joint or bool(held.mediators & {each.pk for each in mediators})
    if not held.minutes or not led or not held.parties.issuperset(party.pk for party in parties):
        raise SessionRefused(Why.NOBODY_THERE)
    session.state, session.minutes, session.mode = SessionState.HELD, held.minutes, held.mode
    session.save(update_fields=["state", "minutes", "mode"])
    _save_attendance(session, held, parties, mediators)
    clear_ahead(session)
    if session.type_is_joint and session.case.state == CaseState.SCHEDULED:
        make_move(session.case, BY_NAME["hold_session"], whos=whos_of(user), actor=user)
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=["state", "minutes", "mode", "attendance"])
    return session


@retried
@transaction.atomic
def record_no_show(
    session_id: UUID, user: Any, missing: frozenset[UUID], waited: int, version: int | None = None
) -> Session:
    """Writes down which sides did not come, and how many minutes the others waited.

    Each side gets another time as often as the rules allow; after that the case ends, with a private reason.
    """
    session = _lock_begun(session_id, user, version)
    parties = list(parties_of(session))
    absent = [party for party in parties if party.pk in missing]
    _check_no_show(session, absent, waited)
    session.state, session.minutes = SessionState.NO_SHOW, waited
    session.save(update_fields=["state", "minutes"])
    Attendance.objects.bulk_create(
        Attendance(session=session, role=Role.PARTY, party=party, was_there=party not in absent) for party in parties
    )
    clear_ahead(session)
    _go_on_after(session, absent, user)
    count_change(session.case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=session, fields=["state", "minutes", "attendance"])
    return session


def _lock_begun(session_id: UUID, user: Any, version: int | None) -> Session:
    session = lock_session(session_id, user, version, as_mediator=True)
    if session.state != SessionState.CONFIRMED or session.starts_at is None:
        raise SessionRefused(Why.NOT_CONFIRMED)
    if session.starts_at > timezone.now():
        raise SessionRefused(Why.NOT_BEGUN)
    return session


def _check_no_show(session: Session, absent: list[Party], waited: int) -> None:
    if not absent:
        raise SessionRefused(Why.NOBODY_MISSING)
    assert session.starts_at is not None
    has_passed = timezone.now() - session.starts_at >= timedelta(minutes=waited)
    if waited < current_policy().no_show_minutes or not has_passed:
        raise SessionRefused(Why.TOO_SOON)


def _go_on_after(session: Session, absent: list[Party], user: Any) -> None:
    """Another time for those who may still have one; else the end of the case."""
    most = current_policy().reschedules
    used_up = [party for party in absent if party.moves_used >= most]
    if used_up and session.type != SessionType.FOLLOW_UP_CALL:
        reason = reason_of_no_show(Side(used_up[0].side))
        make_move(session.case, BY_NAME["end_not_mediated"], whos=SYSTEM, actor=user, reason=reason)
        return
    for party in absent:
        party.moves_used += 1
        party.save(update_fields=["moves_used"])
    unschedule(session, actor=user)


def _save_attendance(session: Session, held: Held, parties: list[Party], mediators: list[Mediator]) -> None:
    rows = [Attendance(session=session, role=Role.PARTY, party=party) for party in parties]
    rows += [
        Attendance(session=session, role=Role.MEDIATOR, mediator=each, was_there=each.pk in held.mediators)
        for each in mediators
    ]
    if session.interpreter_id or held.interpreter_was_there:
        rows.append(Attendance(session=session, role=Role.INTERPRETER, was_there=held.interpreter_was_there))
    rows += [Attendance(session=session, role=role) for role, count in held.others.items() for _ in range(count)]
    Attendance.objects.bulk_create(rows)
