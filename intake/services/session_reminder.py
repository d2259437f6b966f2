"""Reminding both sides of a session: some days before, and again some hours before.

A reminder is queued up to a day ahead of its moment and goes out at it. So a clock that jumps by hours loses none; its
key, made of the session and its sequence, lets none be queued twice.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from intake.constants import ENDED, CaseState, LetterKind
from intake.models import Notification, Session
from intake.notifications import queue_letter
from intake.rules.policy import Policy
from intake.services.cancelling import parties_of
from intake.services.policy import current_policy
from intake.services.retry import retried

AHEAD = timedelta(days=1)
OF_TIME = (LetterKind.SESSION, LetterKind.SESSION_MOVED)
"""The letters that tell of the time: whoever got one after the moment of a reminder needs no reminder."""


def remind_sessions(now: datetime) -> int:
    """Queues the reminders that are near, and drops those of sessions that are over; the worker calls it ever again.

    Gives the number of sessions looked at.
    """
    _drop_late(now)
    policy = current_policy()
    until = now + timedelta(days=policy.reminder_days) + AHEAD
    near = Session.objects.standing().filter(starts_at__gt=now, starts_at__lte=until)
    found = list(near.exclude(case__state__in=[*ENDED, CaseState.ON_HOLD]).values_list("pk", flat=True))
    for session_id in found:
        _remind(session_id, now, policy)
    return len(found)


@retried
@transaction.atomic
def _remind(session_id: object, now: datetime, policy: Policy) -> None:
    """Locks the session: whoever calls it off at this moment comes before, or drops what was queued here."""
    locked = Session.objects.standing().select_for_update(of=("self",)).filter(pk=session_id)
    session = locked.select_related("case").first()
    if session is None:
        return
    told = Notification.objects.filter(session=session, letter__in=OF_TIME).aggregate(at=Max("queued_at"))["at"]
    for name, moment in _moments(session, policy):
        if moment - AHEAD <= now and (told is None or told < moment):
            for party in parties_of(session):
                key = f"{session.id}:{session.sequence}:{name}:{party.side}"
                queue_letter(party, LetterKind.SESSION_REMINDER, key=key, session=session, due_at=moment)


def _moments(session: Session, policy: Policy) -> Iterator[tuple[str, datetime]]:
    assert session.starts_at is not None
    yield "days", session.starts_at - timedelta(days=policy.reminder_days)
    yield "hours", session.starts_at - timedelta(hours=policy.reminder_hours)


def _drop_late(now: datetime) -> None:
    over = Q(session__ends_at__lte=now, letter=LetterKind.SESSION_REMINDER)
    Notification.objects.filter(over, state=Notification.State.QUEUED).update(state=Notification.State.DROPPED)
