"""Sessions as staff read them: the time with weekday and zone, whom a proposed time suits, what can be done now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from intake.constants import SessionState
from intake.models import Mediator, MoveRequest, Party, Session
from intake.rules.moving import read_free_time
from portal.common.dates import long_date, long_datetime, weekday_date

MINUTE = 60


def time_in_words(start: datetime | None, end: datetime | None, zone: str) -> str:
    """Weekday, day, time and zone as clocks in `zone` show them, and how long it takes."""
    if start is None or end is None:
        return "No time yet"
    with timezone.override(ZoneInfo(zone)):
        return f"{long_datetime(start)}, {int((end - start).total_seconds()) // MINUTE} minutes"


@dataclass(frozen=True)
class ProposedTime:
    """One proposed time: whom it suits, whom not, and who has not said."""

    words: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class SessionRow:
    """One session with what the page of sessions says about it."""

    session: Session
    when: str
    times: tuple[ProposedTime, ...]
    mediators: tuple[str, ...]
    absent: tuple[str, ...]
    present: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def is_proposed(self) -> bool:
        """Whether a time is still looked for."""
        return self.session.state == SessionState.PROPOSED

    @property
    def is_confirmed(self) -> bool:
        """Whether it is to take place."""
        return self.session.state == SessionState.CONFIRMED


def row_of(session: Session, parties: Iterable[Party], mediators: Iterable[Mediator]) -> SessionRow:
    """A session in words. Everything it needs was fetched before."""
    sides = [party for party in parties if session.party_id in {None, party.pk}]
    people: dict[UUID, str] = {each.pk: str(each) for each in (*sides, *mediators)}
    booked = {booking.resource for booking in session.bookings.all() if not booking.is_cancelled}
    rows = [
        (each.party or each.mediator or each.get_role_display(), each.was_there) for each in session.attendance.all()
    ]
    return SessionRow(
        session=session,
        when=time_in_words(session.starts_at, session.ends_at, session.zone),
        times=tuple(_proposed(session, people)) if session.state == SessionState.PROPOSED else (),
        mediators=tuple(name for key, name in people.items() if key in booked),
        absent=tuple(str(who) for who, was_there in rows if not was_there),
        present=tuple(str(who) for who, was_there in rows if was_there),
        wishes=tuple(wish_in_words(each) for each in session.move_requests.all()) if session.stands else (),
    )


def wish_in_words(wish: MoveRequest) -> str:
    """A side's wish for another time, with when it could come."""
    times = [read_free_time(key) for key in wish.free_times]
    could = "; ".join(f"{weekday_date(each.day)}, {each.part}" for each in times)
    return f"{wish.party}, {long_date(wish.asked_at)}. {'Could come: ' + could if could else 'No times given'}"


def _proposed(session: Session, people: Mapping[UUID, str]) -> Iterable[ProposedTime]:
    for proposal in session.proposals.all():
        suits = {each.party_id or each.mediator_id: each.suits for each in proposal.answers.all()}
        yield ProposedTime(
            words=time_in_words(proposal.starts_at, proposal.ends_at, session.zone),
            yes=tuple(name for key, name in people.items() if suits.get(key) is True),
            no=tuple(name for key, name in people.items() if suits.get(key) is False),
            open=tuple(name for key, name in people.items() if key not in suits),
        )
