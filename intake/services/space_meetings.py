"""One meeting as a side sees it in its own space. Nothing here asks what the other side answered or wishes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from intake.exceptions import CaseNotHere
from intake.models import Booking, MoveRequest, Party, Session
from intake.services.space import meetings_of, open_times, sessions_of
from portal.common import audit

READ_FIELDS = ("starts_at", "place", "link", "attire", "bookings")


@dataclass(frozen=True)
class Meeting:
    """A meeting that stands or was called off. `mediators` counts them; `asked_at` is when this side asked for another
    time of it; `other_times` a session for which times are proposed in its place."""

    session: Session
    mediators: int
    asked_at: datetime | None
    other_times: UUID | None


def find_meeting(party: Party, session_id: UUID) -> Session | None:
    """The newest meeting in the place of this one, which is the same entry in calendars; None where its time is over or
    it has none yet. Raises CaseNotHere for one that is not this side's."""
    uid = sessions_of(party).filter(pk=session_id).values_list("uid", flat=True).first()
    if uid is None:
        raise CaseNotHere
    return next((each for each in meetings_of(party) if each.uid == uid), None)


@transaction.atomic
def read_meeting(party: Party, session: Session) -> Meeting:
    """What the side sees of a meeting that `find_meeting` found; the read is audited."""
    booked = Booking.objects.filter(session=session, kind=Booking.Kind.MEDIATOR, is_cancelled=False)
    wishes = MoveRequest.objects.filter(session=session, party=party).values_list("asked_at", flat=True)
    proposed = () if session.stands else open_times(party)
    meeting = Meeting(
        session=session,
        mediators=booked.count(),
        asked_at=wishes.first(),
        other_times=next((each.pk for each in proposed if each.uid == session.uid), None),
    )
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=session, fields=READ_FIELDS)
    return meeting


@transaction.atomic
def note_calendar_file(session: Session) -> None:
    """Writes down that somebody fetched the calendar file."""
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=session, fields=["starts_at"])
