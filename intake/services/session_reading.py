"""Sessions for reading: whoever fetches them leaves an entry in the audit log in the same transaction."""

from typing import Any
from uuid import UUID

from django.db import transaction

from intake.constants import SessionState
from intake.exceptions import CaseNotHere
from intake.models import Case, Session
from portal.common import audit

READ_FIELDS = ("starts_at", "place", "link", "interpreter", "attire", "attendance")
LEFT_FIELDS = ("starts_at", "ends_at")
OF_LEFT = ("case", "state", "starts_at", "ends_at", "zone", "uid", "sequence")
WITH = ("proposals__answers", "move_requests__party", "attendance__party", "attendance__mediator__user", "bookings")


@transaction.atomic
def open_sessions(case_id: UUID, user: Any) -> tuple[Case, list[Session]]:
    """A case and its sessions, those to come first. Raises CaseNotHere."""
    case: Case | None = Case.objects.visible_to(user).select_related("referral").filter(pk=case_id).first()
    if case is None:
        raise CaseNotHere
    found = Session.objects.filter(case=case).select_related("party", "moved_by", "place", "interpreter")
    sessions = list(found.prefetch_related(*WITH).order_by("-starts_at", "id"))
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=[f"sessions.{name}" for name in READ_FIELDS])
    return case, sessions


@transaction.atomic
def open_session(session_id: UUID, user: Any) -> Session:
    """One session with its case. Raises CaseNotHere, also for one that this person may not see."""
    visible = Session.objects.visible_to(user).filter(pk=session_id).values("pk")
    found = Session.objects.filter(pk__in=visible).select_related("case__referral", "party", "place", "interpreter")
    session: Session | None = found.first()
    if session is None:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=session, fields=READ_FIELDS)
    return session


@transaction.atomic
def open_left_session(session_id: UUID, user: Any) -> Session:
    """A session still to come that this mediator does not lead any more, for the file that takes it out of a calendar.
    Its case is none of theirs. Raises CaseNotHere."""
    session: Session | None = Session.objects.left_by(user).filter(pk=session_id).only(*OF_LEFT).first()
    if session is None:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=session, fields=LEFT_FIELDS)
    return session


@transaction.atomic
def left_sessions_of(user: Any) -> list[Session]:
    """The sessions still to come that this mediator does not lead any more: their times, and nothing of the cases.
    Those that were called off while they had the case stand in their own list."""
    sessions = list(_left_alone(user).only(*OF_LEFT).order_by("starts_at", "id"))
    audit.record(audit.Verb.LIST, actor=user, obj=Session, fields=LEFT_FIELDS)
    return sessions


def _left_alone(user: Any) -> Any:
    own = Session.objects.visible_to(user).filter(state=SessionState.CANCELLED)
    return Session.objects.left_by(user).exclude(pk__in=own.values("pk"))


@transaction.atomic
def sessions_of_mediator(user: Any) -> list[Session]:
    """The sessions of the cases that this mediator has accepted, the latest first; none that they do not lead any
    more."""
    visible = Session.objects.visible_to(user).exclude(starts_at=None).values("pk")
    visible = visible.exclude(pk__in=_left_alone(user).values("pk"))
    found = Session.objects.filter(pk__in=visible).select_related("case__referral", "party", "place", "interpreter")
    sessions = list(found.order_by("-starts_at", "id")[:200])
    audit.record(audit.Verb.LIST, actor=user, obj=Session, fields=READ_FIELDS)
    return sessions
