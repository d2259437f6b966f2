"""Opening and ending duties, and keeping the case's next one in sight of the queue."""

from datetime import date
from typing import Any

from django.utils import timezone

from intake.constants import ENDED, CaseState, DutyKind
from intake.models import Case, Duty, Outcome, Party, Session
from intake.rules.clock import Tolling, next_warning, one_year_limit
from intake.rules.duties import OF_STATES, TIMERS, days_of_follow_up, due
from intake.rules.policy import Policy

NEXT_DUTY = ("next_duty", "next_due", "next_amber")
"""The columns of a case that repeat its next duty."""
OUTLIVE_THE_CASE = (
    DutyKind.RETURN_TO_PSU,
    DutyKind.POST_LETTER,
    DutyKind.CALL_PARTY,
    DutyKind.ANSWER_MESSAGE,
    DutyKind.ERASE,
)


def open_state_duties(case: Case, policy: Policy) -> None:
    """Ends the duties of the state that the case has left and opens those of the one it is in; an ended case keeps
    only the duties that outlive it, such as returning a complaint, and one that was opened again returns none. The
    caller saves the case."""
    now = timezone.now()
    left = Duty.objects.filter(case=case).open()
    if case.state in ENDED:
        left = left.exclude(kind__in=OUTLIVE_THE_CASE)
    else:
        left = left.filter(kind__in=OF_STATES | {DutyKind.RETURN_TO_PSU})
    left.update(dropped_at=now)
    Duty.objects.bulk_create(state_duties(case, policy))
    case.show_next_duty()


def state_duties(case: Case, policy: Policy) -> list[Duty]:
    """The duties of the state that the case is in, not yet stored."""
    today = timezone.localdate()
    days = {timer.kind: due(timer, today, policy) for timer in TIMERS.get(CaseState(case.state), ())}
    outcome = Outcome.objects.filter(case=case).first() if case.state == CaseState.FOLLOW_UP else None
    if outcome is not None:
        days = days_of_follow_up(
            days,
            ended=outcome.ended_on is not None,
            extended_to=outcome.extended_to,
            followed_up=outcome.followed_up_at is not None,
        )
    return [Duty(case=case, kind=kind, opened_on=today, due_on=due_on) for kind, due_on in days.items()]


def open_duty(
    case: Case, kind: DutyKind, due_on: date, *, party: Party | None = None, session: Session | None = None
) -> Duty:
    """One more duty of this case, once: an open one of the same kind for the same party and session is moved."""
    duty, _ = Duty.objects.update_or_create(
        case=case,
        kind=kind,
        party=party,
        session=session,
        done_at=None,
        dropped_at=None,
        defaults={"due_on": due_on},
        create_defaults={"due_on": due_on, "opened_on": timezone.localdate()},
    )
    case.show_next_duty()
    case.save(update_fields=NEXT_DUTY)
    return duty


def end_duties(case: Case, *kinds: DutyKind, actor: Any = None, is_done: bool = True, **which: Any) -> None:
    """Ends open duties of these kinds, as done by `actor` or as not needed any more. The case is saved."""
    found = Duty.objects.filter(case=case, kind__in=kinds, **which).open()
    now = timezone.now()
    found.update(**({"done_at": now, "done_by": actor} if is_done else {"dropped_at": now}))
    case.show_next_duty()
    case.save(update_fields=NEXT_DUTY)


BY_HAND = frozenset(
    {
        DutyKind.FIRST_CONTACT,
        DutyKind.ASK_AGAIN,
        DutyKind.CHECK_IN,
        DutyKind.REVIEW_HOLD,
        DutyKind.RETURN_TO_PSU,
        DutyKind.CLOCK,
        DutyKind.POST_LETTER,
        DutyKind.CALL_PARTY,
        DutyKind.HAND_OVER_CODE,
        DutyKind.HAND_OVER_SURVEY,
        DutyKind.ANSWER_MESSAGE,
        DutyKind.FIND_TIME,
        DutyKind.CHECK_BOOKING,
    }
)
"""Duties that somebody ticks off. The others end with the move or the record that they ask for."""


def open_clock(case: Case, policy: Policy) -> None:
    """Keeps one open duty for the next day on which the one-year limit is to be shown; none where no day of discovery
    is known, or the case has ended."""
    today = timezone.localdate()
    day = None
    if case.discovered_on is not None and case.state not in ENDED:
        limit = one_year_limit_of(case, case.discovered_on)
        day = next_warning(case.discovered_on, policy.clock_warnings, limit, today)
    if day is None:
        end_duties(case, DutyKind.CLOCK, is_done=False)
    else:
        open_duty(case, DutyKind.CLOCK, day)


def one_year_limit_of(case: Case, discovered: date) -> date:
    """The last day of the complaint's one-year limit, with the times that do not count."""
    return one_year_limit(discovered, [Tolling(each.first, each.last) for each in case.waivers.all()])
