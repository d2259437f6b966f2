"""What happened to a case, entry by entry, in words; why it ended; and the tries to reach its sides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from intake.models import Case, ContactAttempt
from intake.rules.lifecycle import BY_NAME
from intake.services.lifecycle import REASONS

MADE_BY = ("made_by__first_name", "made_by__last_name", "made_by__email")


@dataclass(frozen=True)
class Happened:
    """One entry of the timeline in words."""

    at: datetime
    what: str
    state: str
    reason: str
    who: str


def timeline_of(case: Case) -> list[Happened]:
    """What happened to the case, the newest first."""
    return [
        Happened(
            event.at,
            BY_NAME[event.move].label if event.move in BY_NAME else event.move or "The request came in",
            event.get_to_state_display(),
            reason_in_words(event.move, event.reason),
            _who(event),
        )
        for event in case.events.select_related("actor").order_by("-at", "-id")
    ]


def reason_in_words(move: str, reason: str) -> str:
    """The reason of a move by its own choices."""
    choices = REASONS.get(BY_NAME[move].reasons) if move in BY_NAME else None
    return choices(reason).label if choices and reason in choices.values else reason


def _who(event: Any) -> str:
    if event.by_participant:
        return "by a participant" if event.move else "by the sender"
    return f"by {event.actor}" if event.actor else "by the program itself"


def ended_as(case: Case, happened: list[Happened]) -> str:
    """Why the case ended, in words; empty while it is open and for an end without a reason."""
    return happened[0].reason if case.end_reason and happened else ""


def attempts_of(case: Case) -> QuerySet[ContactAttempt]:
    """The tries to reach the sides, the newest first, without anything that a side confided."""
    found = ContactAttempt.objects.filter(party__case=case).select_related("made_by", "party").order_by("-at", "-id")
    return found.only(
        "at", "channel", "result", "made_by__first_name", "made_by__last_name", "made_by__email", "party__side"
    )
