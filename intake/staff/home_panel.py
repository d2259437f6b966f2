"""The first thing on the admin's home: what waits for this person. Whoever sees every case gets the way to the queue, a
mediator the own cases, the City's liaison the decisions that are due, the auditor how the audit log stands."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.staff.dashboard import ROWS, Card, Entry, ListPanel
from intake.constants import AssignmentState
from intake.models import Assignment, Case
from intake.permissions import AUDIT_CASES, MEDIATE, REVIEW_CASE, VIEW_CASE
from intake.rules.queue import QueueFilter
from intake.services.audit_checkpoint import log_state
from intake.services.city import city_cases, row_of
from intake.services.mediation import mediations_of
from intake.staff.queue_rows import rows_of
from portal.common.dates import long_date

COUNTED = 1000


class CasesPanel(ListPanel):
    """The queue as it opens, the case that is due first at the top: an ended one may still have something due."""

    name = "cases"
    heading = "Cases"
    help_text = "What is due first. A case without an owner waits for somebody to take it."
    order = 10

    def card(self, request: HttpRequest) -> Card:
        """The first cases of the queue, and how many there are."""
        wanted = QueueFilter()
        cases = Case.objects.visible_to(request.user).in_queue(wanted, request.user, timezone.localdate())
        found: list[Any] = list(cases.for_listing(COUNTED)[:ROWS])
        rows = rows_of(found, wanted.query(), 0)
        entries = [Entry(f"{row['reference']}: {row['state']}", row["url"], _note(row)) for row in rows]
        return Card(found[0]["total"] if found else 0, entries, reverse("cases:queue"))


def _note(row: dict[str, Any]) -> str:
    due = f"{row['duty']} by {row['due']:%B %-d}" if row["due"] else ""
    return ", ".join(part for part in (row["urgency_word"], due, row["owner"] or "no owner yet") if part)


class MediationsPanel(ListPanel):
    """A mediator's invitations and cases."""

    name = "mediations"
    heading = "My mediations"
    help_text = "Answer an invitation by its day. Your meetings are under “My sessions”."
    order = 10

    def card(self, request: HttpRequest) -> Card:
        """Invitations first, then cases, by reference alone."""
        found = mediations_of(request.user)
        entries = [
            Entry(str(each.case), reverse("mediations:mediation", args=[each.pk]), _stands(each))
            for each in found[:ROWS]
        ]
        return Card(len(found), entries, reverse("mediations:list"))


class CityPanel(ListPanel):
    """The cases that wait for the City's decision."""

    name = "city"
    heading = "City review"
    help_text = "Cases that wait for your decision whether they can be mediated."
    order = 10

    def card(self, request: HttpRequest) -> Card:
        """The decision that is due first at the top."""
        waiting = city_cases(request.user).filter(due__isnull=False).order_by("due", "id")
        rows = [row_of(found) for found in waiting[:ROWS]]
        entries = [
            Entry(row.reference, reverse("city:case", args=[row.id]), f"Decide by {row.due:%B %-d, %Y}") for row in rows
        ]
        return Card(waiting.count(), entries, reverse("city:list"))


class AuditPanel(Component):
    """How the audit log stands, for whoever audits."""

    template_name = "intake/staff/audit_panel.html"
    name = "audit"
    heading = "Audit log"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The panel, the state of the log, and the token of its form."""
        return {"panel": self, "log": log_state(), "csrf_token": parent_context.get("csrf_token")}


def _stands(assignment: Assignment) -> str:
    if assignment.state == AssignmentState.INVITED:
        return f"You are asked: answer by {long_date(assignment.reply_by)}"
    return assignment.case.get_state_display()


PANELS = ((VIEW_CASE, CasesPanel), (MEDIATE, MediationsPanel), (REVIEW_CASE, CityPanel), (AUDIT_CASES, AuditPanel))


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Puts ours first, each for those who hold its permission."""
    panels[:0] = [panel() for permission, panel in PANELS if request.user.has_perm(permission)]
