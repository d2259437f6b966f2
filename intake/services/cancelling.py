"""Calling sessions off: what was booked is free again, reminders and calls fall away, both sides are told.

A session is called off by whoever plans (intake/services/session.py), and with the case: when it ends, whoever ended
it, and when it is put on hold (intake/services/lifecycle.py).
"""

from collections.abc import Sequence

from intake.constants import DutyKind, LetterKind, SessionState
from intake.models import Case, Notification, Party, Session
from intake.notifications import queue_letter
from intake.services.booking import free_session
from intake.services.duties import end_duties

PLANNED = (SessionState.PROPOSED, SessionState.CONFIRMED)


def cancel_sessions_of(case: Case) -> None:
    """Calls off every session of a case that is still to come, in the caller's transaction with the case locked."""
    for session in Session.objects.filter(case=case, state__in=PLANNED).select_related("party"):
        session.case = case
        call_off(session)


def call_off(session: Session) -> None:
    """Calls one session off. Calendars that hold it hear of it by the higher sequence; a session that had no time yet
    is only taken back."""
    stood = session.state == SessionState.CONFIRMED
    session.state = SessionState.CANCELLED
    session.sequence += 1
    session.save(update_fields=["state", "sequence"])
    free_session(session)
    clear_ahead(session)
    if stood:
        tell_of(session, LetterKind.SESSION_CANCELLED)


def clear_ahead(session: Session) -> None:
    """Takes back what was to be done and sent before the session: calls, reminders, letters that did not go out."""
    ahead = (DutyKind.CHECK_IN, DutyKind.FIND_TIME, DutyKind.FIND_MEDIATOR, DutyKind.CHECK_BOOKING)
    end_duties(session.case, *ahead, is_done=False, session=session)
    Notification.objects.filter(session=session, state=Notification.State.QUEUED).update(
        state=Notification.State.DROPPED
    )


def tell_of(session: Session, letter: LetterKind) -> None:
    """Queues a letter about the session to each side that takes part; once for each change of it."""
    for party in parties_of(session):
        key = f"{session.id}:{session.sequence}:{letter}:{party.side}"
        queue_letter(party, letter, key=key, session=session)


def parties_of(session: Session) -> Sequence[Party]:
    """The sides that take part: one in a talk, both in a joint session."""
    found = Party.objects.filter(case=session.case).select_related("case").order_by("side")
    return list(found.filter(pk=session.party_id) if session.party_id else found)
