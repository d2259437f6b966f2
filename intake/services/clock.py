"""The one-year limit of a complaint (Gov. Code 3304(d)): discovery, times that do not count, what is left."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.models import Case, Waiver
from intake.rules.policy import Policy
from intake.services.casework import keep_change
from intake.services.duties import one_year_limit_of, open_clock
from intake.services.lifecycle import take_case
from intake.services.policy import current_policy
from portal.common import audit


@dataclass(frozen=True)
class Clock:
    """What the case page shows of the limit. `warnings` are the days on which it has to be looked at, each with
    whether it has come."""

    discovered: date
    limit: date
    days_left: int
    warnings: tuple[tuple[date, bool], ...]

    @property
    def level(self) -> str:
        """`red` once the limit is past or its last warning has come, `amber` from the first warning on, else empty."""
        come = [is_over for _, is_over in self.warnings]
        if self.days_left < 0 or (come and all(come)):
            return "red"
        return "amber" if any(come) else ""


def clock_of(case: Case, policy: Policy) -> Clock | None:
    """The clock of a case; None where no day of discovery is known."""
    if case.discovered_on is None:
        return None
    today, limit = timezone.localdate(), one_year_limit_of(case, case.discovered_on)
    days = [case.discovered_on + timedelta(days=count) for count in policy.clock_warnings]
    return Clock(case.discovered_on, limit, (limit - today).days, tuple((day, day <= today) for day in days))


@transaction.atomic
def set_discovery(case_id: uuid.UUID, *, user: Any, version: int, discovered_on: date | None) -> None:
    """Records the day on which the department learned of the matter, or that it is not known."""
    case = take_case(case_id, user, version)
    case.discovered_on = discovered_on
    open_clock(case, current_policy())
    keep_change(case, user, "discovered_on")


@transaction.atomic
def add_waiver(case_id: uuid.UUID, *, user: Any, version: int, first: date, last: date) -> None:
    """Records a time that does not count, such as the employee's written waiver."""
    case = take_case(case_id, user, version)
    waiver = Waiver.objects.create(case=case, first=first, last=last, entered_by=user)
    _after(case, user)
    audit.record(audit.Verb.CREATE, actor=user, obj=waiver, fields=["first", "last"])


@transaction.atomic
def remove_waiver(case_id: uuid.UUID, waiver_id: uuid.UUID, *, user: Any, version: int) -> None:
    """Takes back a time that was entered by mistake; that there was one stays in the audit log."""
    case = take_case(case_id, user, version)
    waiver = case.waivers.filter(pk=waiver_id).first()
    if waiver is None:
        return
    Waiver.objects.filter(pk=waiver.pk).delete()
    _after(case, user)
    audit.record(audit.Verb.DELETE, actor=user, obj=waiver, fields=["first", "last"])


def _after(case: Case, user: Any) -> None:
    open_clock(case, current_policy())
    keep_change(case, user)
