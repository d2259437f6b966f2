"""What the end of a case brings with it: the City's notice, the way back of a complaint, how long the record is kept.

The City learns a code and a day, for cases that it knows of; never why, and never whose answer it was.
"""

from datetime import date

from django.utils import timezone

from intake.constants import (
    CaseKind,
    CaseState,
    ClosureCode,
    DutyKind,
    OutcomeCode,
    RetentionClass,
    Sharing,
    Source,
)
from intake.models import Case, ClosureNotice, Duty, Outcome
from intake.rules.clock import Tolling, add_business_days, days_left, years_after
from intake.rules.policy import Policy
from intake.services.cancelling import cancel_sessions_of

RESOLVED = frozenset({OutcomeCode.AGR_FULL, OutcomeCode.AGR_PARTIAL, OutcomeCode.UNDERSTANDING})
RETURN_DAYS = 1
"""Business days in which a complaint goes back, once its case has ended."""


def closure_code(case: Case) -> ClosureCode:
    """What the City is told about a case that has ended."""
    if case.state != CaseState.CLOSED:
        return ClosureCode.NOT_MEDIATED
    code = Outcome.objects.filter(case=case).values_list("code", flat=True).first()
    return ClosureCode.COMPLETED_RESOLVED if code in RESOLVED else ClosureCode.COMPLETED_NOT_RESOLVED


def days_left_of(case: Case) -> int | None:
    """Days left of the complaint's one-year limit; None where no day of discovery is known."""
    if case.discovered_on is None:
        return None
    tolled = [Tolling(each.first, each.last) for each in case.waivers.all()]
    return days_left(case.discovered_on, timezone.localdate(), tolled)


def kept_until(case: Case, policy: Policy) -> date | None:
    """The day until which the record of an ended case is kept at least, counted by years of the rules from the local
    day of its end; None while it is open. A legal hold keeps it longer."""
    if case.ended_at is None:
        return None
    sustained = case.retention_class == RetentionClass.SUSTAINED
    years = policy.retention_years_sustained if sustained else policy.retention_years
    return years_after(timezone.localdate(case.ended_at), years)


def end_case(case: Case) -> None:
    """Calls off what was planned, writes the City's notice and, where a complaint has to go back, the duty to return
    it. The caller saves the case.

    A duplicate ends without notice and duty: its original goes on.
    """
    cancel_sessions_of(case)
    if case.state == CaseState.DUPLICATE:
        return
    today = timezone.localdate()
    if case.referral.source == Source.CITY or case.sharing == Sharing.YES:
        returned = case.kind == CaseKind.COMPLAINT and case.state != CaseState.CLOSED
        left = days_left_of(case) if returned else None
        ClosureNotice.objects.get_or_create(case=case, code=closure_code(case), on=today, defaults={"days_left": left})
        if returned:
            due_on = add_business_days(today, RETURN_DAYS)
            Duty.objects.create(case=case, kind=DutyKind.RETURN_TO_PSU, opened_on=today, due_on=due_on)
    case.show_next_duty()
