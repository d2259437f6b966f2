"""What happened to a case, entry by entry, in words; why it ended; and the tries to reach its sides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from intake.constants import Side, SideEvent
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
    is_move: bool = True


def timeline_of(case: Case) -> list[Happened]:
    """What happened to the case, the newest first."""
    return [
        Happened(
            event.at,
            label_of(event.move),
            event.get_to_state_display(),
            reason_in_words(event.move, event.reason),
            _who(event),
            event.move not in SideEvent.values,
        )
        for event in case.events.select_related("actor").order_by("-at", "-id")
    ]


def label_of(move: str) -> str:
    """What happened, in words."""
    if move in SideEvent.values:
        return SideEvent(move).label
    return BY_NAME[move].label if move in BY_NAME else move or "The request came in"


def reason_in_words(move: str, reason: str) -> str:
    """The reason of a move by its own choices; of an event of a side, which side it was."""
    if move in SideEvent.values and reason in Side.values:
        return Side(reason).label
    choices = REASONS.get(BY_NAME[move].reasons) if move in BY_NAME else None
    return choices(reason).label if choices and reason in choices.values else reason


def _who(event: Any) -> str:
    if event.by_participant:
        return "by a participant" if event.move else "by the sender"
    return f"by {event.actor}" if event.actor else "by the program itself"


def ended_as(case: Case, happened: list[Happened]) -> str:
    """Why the case ended, in words; empty while it is open and for an end without a reason."""
    moves = [entry for entry in happened if entry.is_move]
    return moves[0].reason if case.end_reason and moves else ""


def attempts_of(case: Case) -> QuerySet[ContactAttempt]:
    """The tries to reach the sides, the newest first, without anything that a side confided."""
    found = ContactAttempt.objects.filter(party__case=case).select_related("made_by", "party").order_by("-at", "-id")
    return found.only(
        "at", "channel", "result", "made_by__first_name", "made_by__last_name", "made_by__email", "party__side"
    )
