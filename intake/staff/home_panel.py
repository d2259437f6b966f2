"""The first thing on the admin's home for those who see every case: what is due first, and the way to the queue."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from home.staff.dashboard import ROWS, Card, Entry, ListPanel
from intake.models import Case
from intake.permissions import VIEW_CASE
from intake.rules.queue import OPEN, QueueFilter
from intake.staff.queue_rows import rows_of

COUNTED = 1000


class CasesPanel(ListPanel):
    """Open cases, the one that is due first at the top."""

    name = "cases"
    heading = "Cases"
    help_text = "What is due first. A case without an owner waits for somebody to take it."
    order = 10

    def card(self, request: HttpRequest) -> Card:
        """The first open cases, and how many there are."""
        wanted = QueueFilter(state=OPEN)
        cases = Case.objects.visible_to(request.user).in_queue(wanted, request.user, timezone.localdate())
        found: list[Any] = list(cases.for_listing(COUNTED)[:ROWS])
        rows = rows_of(found, wanted.query(), 0)
        entries = [Entry(f"{row['reference']}: {row['state']}", row["url"], _note(row)) for row in rows]
        return Card(found[0]["total"] if found else 0, entries, f"{reverse('cases:queue')}?{wanted.query()}")


def _note(row: dict[str, Any]) -> str:
    due = f"{row['duty']} by {row['due']:%B %-d}" if row["due"] else ""
    return ", ".join(part for part in (row["urgency_word"], due, row["owner"] or "no owner yet") if part)


def add_cases_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Puts the panel first, for those who see every case."""
    if request.user.has_perm(VIEW_CASE):
        panels.insert(0, CasesPanel())
