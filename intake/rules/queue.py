"""Which cases of the queue somebody wants to see: a plain value that the query of an address says, and that says it.

What an address holds beyond what is known here counts for nothing, so a stale or mistyped filter shows more, not an
error.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from intake.constants import CaseKind, CaseState, DutyKind
from portal.common.languages import BY_CODE
from portal.common.references import ALPHABET

MINE, NOBODY = "me", "nobody"
"""Owners that are no account: whoever looks, and no owner yet."""
OPEN, ENDED_STATES = "open", "ended"
"""What may stand for several states."""
MOST_PEOPLE = 3
LONGEST = 2000
"""Characters of a query that are looked at."""


class Tab(StrEnum):
    """The four lists of the queue."""

    ALL = "all"
    MINE = "mine"
    WAITING = "waiting"
    OVERDUE = "overdue"


TAB_LABELS = {Tab.MINE: "Mine", Tab.WAITING: "Waiting on others", Tab.OVERDUE: "Overdue", Tab.ALL: "All"}
URGENCIES = {"red": "Overdue", "amber": "Due soon"}
ORDERS = {"due": "Due first", "oldest": "Longest in its state", "newest": "Received last"}
OWNER = re.compile(rf"{MINE}|{NOBODY}|[1-9][0-9]{{0,8}}")
REFERENCE = re.compile(rf"[{ALPHABET}]{{1,4}}(-[{ALPHABET}]{{0,4}})?")
PERSON = re.compile(r"[0-9a-f]{64}(\.[0-9a-f]{64}){0,5}")


@dataclass(frozen=True)
class QueueFilter:
    """The list that is wanted. Empty texts ask for nothing.

    `who` are people looked for by name, phone or e-mail: traces of ContactTrace, several that have to be there together
    with dots between them. A name itself never stands in an address.
    """

    tab: str = Tab.ALL
    state: str = ""
    kind: str = ""
    owner: str = ""
    language: str = ""
    duty: str = ""
    urgency: str = ""
    doubts: str = ""
    received_from: str = ""
    received_to: str = ""
    reference: str = ""
    who: tuple[str, ...] = ()
    order: str = "due"

    @classmethod
    def of(cls, query: str) -> "QueueFilter":
        """The filter that the query of an address asks for; the last of several values counts."""
        pairs = parse_qsl(query[:LONGEST])
        wanted = {name: value for name, value in pairs if name in CHECKS and CHECKS[name](value)}
        who = tuple(dict.fromkeys(value for name, value in pairs if name == "who" and PERSON.fullmatch(value)))
        return cls(**wanted, who=who[:MOST_PEOPLE])

    def query(self) -> str:
        """The query of the address that asks for this list; nothing for the whole queue."""
        return urlencode(list(self.pairs()))

    def pairs(self) -> Iterable[tuple[str, str]]:
        """What is asked for, by name; `who` once for each."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                yield from ((each.name, one) for one in ([value] if isinstance(value, str) else value))

    def with_tab(self, tab: Tab) -> "QueueFilter":
        """The same on another list."""
        return replace(self, tab=tab)

    def without_people(self) -> "QueueFilter":
        """The same, but nobody in particular: what may be kept under a name."""
        return replace(self, who=())

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the list and its order is asked for."""
        return replace(self, tab=Tab.ALL, order="due") != QueueFilter()

    @property
    def asks_for_days(self) -> bool:
        """Whether cases come in by the passing of days alone."""
        return self.tab == Tab.OVERDUE or bool(self.urgency)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


CHECKS: Mapping[str, Callable[[str], object]] = {
    "tab": {str(tab) for tab in Tab}.__contains__,
    "state": {OPEN, ENDED_STATES, *CaseState.values}.__contains__,
    "kind": set(CaseKind.values).__contains__,
    "owner": OWNER.fullmatch,
    "language": BY_CODE.__contains__,
    "duty": set(DutyKind.values).__contains__,
    "urgency": URGENCIES.__contains__,
    "doubts": {"true", "false"}.__contains__,
    "received_from": _is_day,
    "received_to": _is_day,
    "reference": REFERENCE.fullmatch,
    "order": ORDERS.__contains__,
}
"""What each field may hold."""
