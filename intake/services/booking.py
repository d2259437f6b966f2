"""Taking a mediator, a place and an interpreter for the time of a session. The database refuses a second booking."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError

from intake.exceptions import SlotTaken
from intake.models import Booking, Interpreter, Mediator, Place, Session

BOOKED_ONCE = "intake_booked_once"


def book_session(session: Session, mediators: Iterable[Mediator]) -> None:
    """Books everything that the session needs, in the caller's transaction, or raises SlotTaken, which ends it.

    Whoever books locks the rows of what is booked first, kind by kind in the order of ids, and inserts in the order of
    ids: so two bookings wait for each other and never in a circle.
    """
    wanted = {mediator.pk: Booking.Kind.MEDIATOR for mediator in mediators}
    if session.place_id:
        wanted[session.place_id] = Booking.Kind.PLACE
    if session.interpreter_id:
        wanted[session.interpreter_id] = Booking.Kind.INTERPRETER
    _lock(wanted)
    for resource in sorted(wanted):
        _book(session, resource, wanted[resource])


def free_session(session: Session) -> None:
    """Gives back what the session had booked."""
    session.bookings.filter(is_cancelled=False).update(is_cancelled=True)


def _lock(resources: Iterable[UUID]) -> None:
    for model in (Mediator, Place, Interpreter):
        rows = model._default_manager.select_for_update(no_key=True, of=("self",)).filter(pk__in=list(resources))
        list(rows.order_by("pk").values_list("pk"))


def _book(session: Session, resource: UUID, kind: Booking.Kind) -> None:
    assert session.starts_at is not None, "only a session that has a time is booked"
    assert session.ends_at is not None
    try:
        Booking.objects.create(
            session=session, kind=kind, resource=resource, starts_at=session.starts_at, ends_at=session.ends_at
        )
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != BOOKED_ONCE:
            raise
        raise SlotTaken(kind) from None
