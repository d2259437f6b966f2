"""What a mediator leaves behind who does not lead a case any more: released, out of the pool, not impartial, or with an
account that was closed.

Their time is free again in the same transaction, they hear of it as of a session that is off, and staff have a duty
for each session that nobody leads now. Where another mediator still leads it, the duty asks the lead to look, unless it
was the lead who let them go. A session that has begun keeps whoever was booked for it.
"""

from typing import Any

from django.utils import timezone

from intake.constants import DutyKind
from intake.models import Booking, Case, Mediator, Notification, Session
from intake.notifications import queue_note
from intake.rules.clock import add_business_days
from intake.rules.sessions import day_in, replace_day
from intake.services.duties import end_duties, open_duty
from intake.services.lifecycle import count_change
from intake.services.policy import current_policy

INVITED, LEFT = "mediator_invited", "mediator_left"
"""The notes to a mediator: asked for a case; does not lead a session any more."""


def leave_sessions(case: Case, mediator: Mediator, *, lead: Any = None) -> None:
    """Gives back this mediator's time in sessions of the case that are still to come, as decided by `lead`, if it was.
    The caller has locked the case.

    Nothing that waits to be sent asks them for the case any more. Again changes nothing.
    """
    waiting = Notification.objects.filter(case=case, user=mediator.user_id, letter=INVITED)
    waiting.filter(state=Notification.State.QUEUED).update(state=Notification.State.DROPPED)
    ahead = Booking.objects.filter(session__case=case, is_cancelled=False, starts_at__gt=timezone.now())
    ahead = ahead.filter(kind=Booking.Kind.MEDIATOR)
    given_up = list(ahead.filter(resource=mediator.pk).select_related("session"))
    ahead.filter(resource=mediator.pk).update(is_cancelled=True)
    for booking in given_up:
        queue_note(mediator.user, LEFT, case=case, key=f"{booking.pk}:left")
        if lead is None or not ahead.filter(session=booking.session).exists():
            _ask_for_another(case, booking.session)
    if lead is not None:
        end_duties(case, DutyKind.FIND_MEDIATOR, actor=lead, session__in=ahead.values("session"))
    if given_up:
        count_change(case)


def _ask_for_another(case: Case, session: Session) -> None:
    assert session.starts_at is not None, "only a session that has a time is booked"
    policy, today = current_policy(), timezone.localdate()
    in_time = add_business_days(today, policy.assign_days, policy.closed_on)
    due_on = replace_day(day_in(session.starts_at, session.zone), today, policy.check_in_days, in_time)
    open_duty(case, DutyKind.FIND_MEDIATOR, due_on, session=session)
