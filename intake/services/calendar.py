"""What stands in the calendar: sessions and, for those who see every case, what is due. Each look is audited."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import SessionState
from intake.models import Duty, Session
from intake.permissions import VIEW_CASE
from intake.services.policy import current_policy
from portal.common import audit
from portal.common.dates import start_of_day

MOST = 1000
"""Entries of each kind in one view; more would be no calendar."""
SESSION_FIELDS = ("starts_at", "ends_at", "place", "type", "mode", "state")
SESSION_COLUMNS = (*SESSION_FIELDS, "case__referral__reference", "place__name")
SHOWN = (SessionState.CONFIRMED, SessionState.HELD, SessionState.NO_SHOW)
"""Sessions with a time that stands, or stood. What was cancelled is gone from the calendar."""


@dataclass(frozen=True)
class Entry:
    """One line of a day. `starts_at` is empty for what is due that day; `where` says place or way."""

    day: date
    case_id: Any
    reference: str
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    where: str = ""
    note: str = ""


@transaction.atomic
def entries_between(first: date, last: date, user: Any) -> list[Entry]:
    """The entries of these days that this person may see, by day and hour: a mediator the sessions of their own cases,
    as long as they may see these; whoever sees every case all sessions and all that is due."""
    found = [_of_session(each) for each in _sessions(first, last, user)]
    audit.record(audit.Verb.LIST, actor=user, obj=Session, fields=SESSION_FIELDS)
    if user.has_perm(VIEW_CASE):
        found += [_of_duty(each) for each in _duties(first, last)]
    return sorted(found, key=_by_hour)


def _by_hour(entry: Entry) -> tuple[Any, ...]:
    """What is due comes before what has an hour."""
    return entry.day, entry.starts_at.timestamp() if entry.starts_at else 0, entry.reference


def _sessions(first: date, last: date, user: Any) -> list[Session]:
    begin, end = start_of_day(first), start_of_day(last + timedelta(days=1))
    found = Session.objects.visible_to(user).filter(starts_at__gte=begin, starts_at__lt=end, state__in=SHOWN)
    if not user.has_perm(VIEW_CASE):
        earliest = timezone.now() - timedelta(days=current_policy().mediator_access_days)
        found = found.exclude(case__ended_at__lt=earliest).exclude(pk__in=Session.objects.left_by(user).values("pk"))
    return list(found.select_related("case__referral", "place").only(*SESSION_COLUMNS)[:MOST])


def _duties(first: date, last: date) -> list[Duty]:
    found = Duty.objects.open().filter(due_on__gte=first, due_on__lte=last).select_related("case__referral", "party")
    return list(found.only("kind", "due_on", "case__referral__reference", "party__side")[:MOST])


def _of_session(session: Session) -> Entry:
    assert session.starts_at is not None, "only sessions with a time are asked for"
    start = timezone.localtime(session.starts_at)
    end = timezone.localtime(session.ends_at) if session.ends_at else None
    place = f"{session.get_mode_display()}: {session.place}" if session.place else session.get_mode_display()
    return Entry(
        day=start.date(),
        case_id=session.case_id,
        reference=session.case.referral.reference,
        title=session.get_type_display(),
        starts_at=start,
        ends_at=end,
        where=place,
        note="" if session.state == SessionState.CONFIRMED else session.get_state_display(),
    )


def _of_duty(duty: Duty) -> Entry:
    case, title = duty.case, duty.get_kind_display()
    if duty.party:
        title = f"{title}: {duty.party.get_side_display().lower()}"
    return Entry(day=duty.due_on, case_id=case.pk, reference=case.referral.reference, title=title)
