"""Pages of a meeting for those who are no party of the case: staff make a secret link, whoever has it sees when and
where.

A link opens its page through the day of the meeting. Staff can end it before, and an interpreter's link ends when
another one is booked. Of a meeting that was called off or moved the page says so; who comes to the new one gets a new
link.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from intake.constants import Guest, SessionState
from intake.exceptions import CaseNotHere, LinkOpensNothing, SessionRefused
from intake.models import MeetingLink, Session
from intake.rules.sessions import Why
from intake.services.session import lock_session
from intake.tokens import link_hash, new_link_secret
from portal.common import audit

READ_FIELDS = ("session.starts_at", "session.place", "session.link")


@transaction.atomic
def make_link(session_id: UUID, user: Any, guest: Guest, languages: Sequence[str] = ()) -> str:
    """A link for one guest of a session that stands: its secret, told once, here. Raises CaseNotHere or
    SessionRefused."""
    session = lock_session(session_id, user)
    if not session.stands:
        raise SessionRefused(Why.NOT_CONFIRMED)
    secret = new_link_secret()
    link = MeetingLink.objects.create(
        session=session, guest=guest, languages=list(languages), token_hash=link_hash(secret), made_by=user
    )
    audit.record(audit.Verb.CREATE, actor=user, obj=link, fields=["session", "guest", "languages"])
    return secret


@transaction.atomic
def end_link(session_id: UUID, link_id: UUID, user: Any) -> None:
    """Ends a link before its time; ending it again changes nothing. Raises CaseNotHere."""
    session = lock_session(session_id, user)
    link = MeetingLink.objects.filter(session=session, pk=link_id).first()
    if link is None:
        raise CaseNotHere
    if link.ended_at is None:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        audit.record(audit.Verb.CHANGE, actor=user, obj=link, fields=["ended_at"])


def end_links_of_interpreter(session: Session) -> None:
    """Ends what the interpreter of a session was given, in the transaction that books another one."""
    found = MeetingLink.objects.filter(session=session, guest=Guest.INTERPRETER, ended_at=None)
    found.update(ended_at=timezone.now())


@transaction.atomic
def open_link(secret: str) -> MeetingLink:
    """The link with its meeting, for whoever holds its secret; the read is audited. Raises LinkOpensNothing."""
    found = MeetingLink.objects.filter(token_hash=link_hash(secret), ended_at=None)
    link = found.select_related("session__place").first()
    if link is None or not is_open(link.session):
        raise LinkOpensNothing
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=link, fields=READ_FIELDS)
    return link


def is_open(session: Session) -> bool:
    """Whether links to this meeting open anything: until its day is over, on the clocks of its place."""
    if session.ends_at is None or session.state not in {SessionState.CONFIRMED, SessionState.CANCELLED}:
        return False
    zone = ZoneInfo(session.zone)
    return timezone.localdate(timezone=zone) <= session.ends_at.astimezone(zone).date()
