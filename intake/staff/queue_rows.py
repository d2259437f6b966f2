"""A row of the queue as its template shows it: codes turned into words, once for the whole list."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from intake.constants import ENDED, CaseState, DutyKind
from intake.questions.choices import READING_LANGUAGES, SPOKEN_LANGUAGES
from intake.rules.clock import urgency_on
from intake.rules.duties import OF_PARTIES, OF_THE_CITY
from intake.rules.queue import URGENCIES
from intake.staff.doubts import CHECK_FIRST
from portal.common.languages import language_of

CALL_FIRST = "Call before deciding"
NO_ID = UUID(int=0)
STATES = dict(CaseState.choices)
DUTIES = dict(DutyKind.choices)
WAITING_ON = dict.fromkeys(OF_PARTIES, "waiting on a side") | dict.fromkeys(OF_THE_CITY, "waiting on the City")


def rows_of(found: Iterable[Mapping[str, Any]], query: str, first: int) -> list[dict[str, Any]]:
    """The rows of one page. `query` is that of the list and `first` the place of its first row; both go along to the
    case page, which leads on to the next (intake/staff/neighbours.py)."""
    today, address = timezone.localdate(), case_address(query)
    written = {code: str(label) for code, label in READING_LANGUAGES}
    spoken = {code: str(label) for code, label in SPOKEN_LANGUAGES}
    return [
        {
            "id": row["id"],
            "url": address.format(id=row["id"], row=place),
            "reference": row["referral__reference"],
            "state": STATES[row["state"]],
            "tags": _tags(row),
            "duty": DUTIES.get(row["next_duty"], ""),
            "waiting": WAITING_ON.get(row["next_duty"], ""),
            "due": row["next_due"],
            "day": _day(row["next_due"]),
            "urgency": (urgent := urgency_on(today, row["next_due"], row["next_amber"])),
            "urgency_word": URGENCIES.get(urgent, ""),
            "age": age_in_words(timezone.localdate(row["state_since"]), today),
            "language": written.get(row["language"]) or language_of(row["language"]).name,
            "needs": _needs(row, spoken),
            "owner": name_of(row, "owner__"),
        }
        for place, row in enumerate(found, first)
    ]


def case_address(query: str) -> str:
    """The address of a case in a list, with {id} and {row} still open; asking for each address anew takes too long."""
    address = reverse("cases:case", kwargs={"case_id": NO_ID}).replace(str(NO_ID), "{id}")
    return f"{address}?{query}&row={{row}}" if query else f"{address}?row={{row}}"


def _day(day: date | None) -> str:
    """A day as the filter `date:"M j, Y"` writes it, which takes ten times as long; nothing for none."""
    return f"{day:%b} {day.day}, {day.year}" if day else ""


def age_in_words(since: date, today: date) -> str:
    """How long a case has been in its state, in days."""
    days = max((today - since).days, 0)
    return {0: "Since today", 1: "1 day"}.get(days, f"{days} days")


def name_of(person: Mapping[str, Any], before: str = "") -> str:
    """A person's name, or their address where no name is known; nothing for nobody. `before` is what stands before the
    names of their columns."""
    name = f"{person[before + 'first_name'] or ''} {person[before + 'last_name'] or ''}".strip()
    return name or person[f"{before}email"] or ""


def _tags(row: Mapping[str, Any]) -> list[str]:
    """What somebody has to look at before anything else."""
    calls = row["referral__needs_call"] and row["flags_resolved_at"] is None and row["state"] not in ENDED
    return [CHECK_FIRST] * row["has_doubts"] + [CALL_FIRST] * calls


def _needs(row: Mapping[str, Any], spoken: Mapping[str, str]) -> list[str]:
    """What is needed, in words that tell nothing more."""
    speaks = spoken.get(row["spoken"], "") if row["spoken"] != row["language"] else ""
    return [
        *([f"speaks {speaks}" if row["spoken"] != "other" else "speaks another language"] if speaks else []),
        *(["interpreter"] if row["wants_interpreter"] else []),
        *(["access needs"] if row["wants_access"] else []),
    ]
