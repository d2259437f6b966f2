"""What the queue can be narrowed to: a label and the choices of each field of QueueFilter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from intake.constants import CaseKind, CaseState, DutyKind
from intake.questions.choices import READING_LANGUAGES
from intake.rules.queue import ENDED_STATES, MINE, NOBODY, OPEN, ORDERS, URGENCIES, QueueFilter
from intake.staff.doubts import CHECK_FIRST
from portal.common.languages import LANGUAGES

ANY = ("", "Any")


@dataclass(frozen=True)
class Choice:
    """One list to choose from: value, label and whether it is chosen."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


def choices_of(wanted: QueueFilter, owners: Iterable[Any]) -> list[Choice]:
    """The lists to choose from, as they stand for this filter."""
    names = {code: str(label) for code, label in READING_LANGUAGES}
    languages = [(each.code, names.get(each.code, each.name)) for each in LANGUAGES]
    people = [(str(owner["pk"]), owner["name"]) for owner in owners]
    return [
        _choice(wanted, "state", "State", [(OPEN, "All open"), (ENDED_STATES, "All ended"), *CaseState.choices]),
        _choice(wanted, "duty", "Next action", DutyKind.choices),
        _choice(wanted, "urgency", "Time left", URGENCIES.items()),
        _choice(wanted, "owner", "Owner", [(MINE, "I"), (NOBODY, "Nobody yet"), *people]),
        _choice(wanted, "kind", "Kind", CaseKind.choices),
        _choice(wanted, "language", "Language", languages),
        _choice(wanted, "doubts", CHECK_FIRST, [("true", "Yes"), ("false", "No")]),
    ]


def order_of(wanted: QueueFilter) -> Choice:
    """The order of the list."""
    return Choice("order", "Order", [(name, label, name == wanted.order) for name, label in ORDERS.items()])


def _choice(wanted: QueueFilter, name: str, label: str, options: Iterable[tuple[Any, Any]]) -> Choice:
    value = getattr(wanted, name)
    return Choice(name, label, [(str(key), str(words), key == value) for key, words in [ANY, *options]])
