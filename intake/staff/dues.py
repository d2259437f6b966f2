"""The duties of a case in words: by when, for which side, whether somebody can tick them off."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from intake.constants import DutyKind
from intake.models import Case, Duty
from intake.rules.clock import urgency
from intake.services.duties import BY_HAND

SILENT = "A mediator has not answered: ask again or release"
"""What the duty of a mediator's answer says once its day is over."""


@dataclass(frozen=True)
class Due:
    """One duty with its day; `level` is red, amber or nothing, and always said in words beside the colour. `erases` is
    the side whose data is to be deleted, on a page of its own."""

    id: Any
    label: str
    side: str
    on: date
    level: str
    by_hand: bool
    erases: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    url: str = ""


def label_of(duty: Duty, today: date) -> str:
    """What is to be done, in words; an answer that did not come asks for something else than one that may come."""
    if duty.kind == DutyKind.MEDIATOR_REPLY and duty.done_at is None and duty.due_on < today:
        return SILENT
    return duty.get_kind_display()


def page_of(duty: Duty) -> str:
    """The page on which it is done, where it has one of its own."""
    if duty.kind == DutyKind.HAND_OVER_SURVEY:
        return reverse("surveys:list")
    if duty.kind == DutyKind.CLOSE:
        return reverse("cases:outcome", args=[duty.case_id])
    if duty.kind == DutyKind.FIND_MEDIATOR:
        return reverse("cases:mediators", args=[duty.case_id])
    if duty.kind != DutyKind.HAND_OVER_CODE or duty.party is None:
        return ""
    return reverse("cases:code", args=[duty.case_id, duty.party.side])


def dues_of(case: Case) -> tuple[list[Due], list[Due]]:
    """The open duties by their day, and those that were done, the newest first."""
    today = timezone.localdate()
    found = Duty.objects.filter(case=case, dropped_at=None).select_related("done_by", "party").defer("party__name")
    dues = [
        Due(
            duty.pk,
            label_of(duty, today),
            duty.party.get_side_display() if duty.party else "",
            duty.due_on,
            urgency(duty.due_on, today, duty.opened_on),
            duty.kind in BY_HAND,
            duty.party.side if duty.kind == DutyKind.ERASE and duty.party else "",
            duty.done_at,
            str(duty.done_by or ""),
            page_of(duty),
        )
        for duty in found.only("case", "kind", "due_on", "opened_on", "done_at", "done_by", "party__side")
    ]
    done = sorted((due for due in dues if due.done_at), key=lambda due: str(due.done_at), reverse=True)
    return [due for due in dues if not due.done_at], done
