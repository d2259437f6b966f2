"""What the audit log says about one case: who did what, when, to which fields. Never what a field holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.models import Case
from portal.common.audit import Verb
from portal.common.models import AuditEvent

NEWEST = 5
VERBS = dict(Verb.choices)


@dataclass(frozen=True)
class Entry:
    """One line of the log, in words."""

    at: datetime
    who: str
    what: str
    fields: str


def latest_entries(case: Case) -> list[Entry]:
    """The newest changes of a case, the newest first; looking at it is no change."""
    found = AuditEvent.objects.filter(object_type=case._meta.label_lower, object_id=str(case.pk))
    found = found.exclude(verb=Verb.VIEW).select_related("actor").order_by("-seq")
    return [entry_of(event) for event in found[:NEWEST]]


def entry_of(event: AuditEvent) -> Entry:
    """A row of the log in words."""
    return Entry(event.at, who_of(event), VERBS.get(event.verb, event.verb), ", ".join(event.fields))


def who_of(event: Any) -> str:
    """Who acted: a name, a participant or the program itself. An account that is gone keeps its number."""
    if event.actor_id is None:
        return "A participant" if event.actor_kind == "participant" else "The program itself"
    name = event.actor.get_full_name() if event.actor else ""
    return name or f"Account {event.actor_id}"
