"""What stands on the admin's first page: what waits for this person. Wagtail's own panels ask once or more per row.

Every panel asks a fixed number of queries and lists a few rows. People without content rights see none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timesince import timesince
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState

from home.staff.translation_states import Need, needs_by_language
from portal.common.languages import Language, language_of

ROWS = 5
CONTENT_STAFF = "wagtail_localize.submit_translation"
TRANSLATIONS = "translation_needs"


@dataclass(frozen=True)
class Entry:
    """One line of a panel: what it is, where to go, and a few words beside it."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Card:
    """What a panel shows: how many there are, the first few of them, and where all of them are listed."""

    count: int
    entries: Sequence[Entry]
    more_url: str = ""


class ListPanel(Component):
    """A panel with a heading, a number and a short list; hidden while there is nothing to do."""

    template_name = "home/staff/list_panel.html"
    name = ""
    heading = ""
    help_text = ""
    order = 100

    def card(self, request: HttpRequest) -> Card:
        """What to show to the person of this request."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The panel and its card."""
        return {"panel": self, "card": self.card(parent_context["request"])}


class ForReviewPanel(ListPanel):
    """What others sent and this person may publish, the one that waits longest first."""

    name = "for-review"
    heading = "Waiting for your review"
    help_text = "Open it, look at the preview, then publish it or ask for changes: both buttons are at the foot."
    order = 100

    def card(self, request: HttpRequest) -> Card:
        """The tasks that this person may decide."""
        states = TaskState.objects.reviewable_by(request.user)
        first = states.select_related("revision", "workflow_state__requested_by").order_by("started_at", "pk")[:ROWS]
        entries = [
            _entry_of(state.revision, f"from {state.workflow_state.requested_by}, {_ago(state.started_at)}")
            for state in first
        ]
        return Card(states.count(), entries, reverse("wagtailadmin_reports:workflow"))


class SentPanel(ListPanel):
    """What this person sent for review."""

    name = "sent"
    heading = "What you sent for review"
    order = 110

    def card(self, request: HttpRequest) -> Card:
        """What was not decided yet, or came back; what came back is marked."""
        states = WorkflowState.objects.active().filter(requested_by=request.user)
        first = states.select_related("current_task_state__revision").order_by("status", "pk")[:ROWS]
        entries = [
            _entry_of(
                state.current_task_state.revision,
                "came back: changes asked for" if state.status == WorkflowState.STATUS_NEEDS_CHANGES else "not decided",
            )
            for state in first
            if state.current_task_state
        ]
        return Card(states.count(), entries, reverse("wagtailadmin_reports:workflow"))


class DraftsPanel(ListPanel):
    """Pages that this person changed last and nobody published."""

    name = "drafts"
    heading = "Your drafts"
    help_text = "Readers do not see these changes yet. When a draft is ready, send it for review."
    order = 120

    def card(self, request: HttpRequest) -> Card:
        """The drafts, the last one changed first."""
        in_review = WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
        )
        drafts: QuerySet[Page] = Page.objects.filter(
            has_unpublished_changes=True, latest_revision__user=request.user
        ).exclude(pk__in=in_review.values_list(Cast("object_id", IntegerField())))
        first = drafts.order_by("-latest_revision_created_at", "-pk").values_list(
            "pk", "draft_title", "latest_revision_created_at", "locale__language_code"
        )[:ROWS]
        entries = [
            Entry(title, _page_url(pk), f"{language_of(code).name}, {_ago(changed)}")
            for pk, title, changed, code in first
        ]
        return Card(drafts.count(), entries)


class TranslationsPanel(Component):
    """How many pages need what, in each language."""

    template_name = "home/staff/translations_panel.html"
    order = 130

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """A row for each language with a number for each need."""
        found = needs_by_language()
        rows = [
            {"language": language, "cells": _cells(language, counts), "total": counts.total()}
            for language, counts in found.items()
        ]
        return {"needs": Need, "rows": rows}


def _cells(language: Language, counts: Any) -> list[tuple[int, str]]:
    """The number for each need, and where its pages are listed."""
    return [(counts[need], f"{reverse(TRANSLATIONS, args=[language.code])}#{need.value}") for need in Need]


def choose_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Puts ours in place of Wagtail's, for those who work on the public site."""
    panels.clear()
    if request.user.has_perm(CONTENT_STAFF):
        panels.extend([ForReviewPanel(), SentPanel(), DraftsPanel(), TranslationsPanel()])


def _entry_of(revision: Revision, note: str) -> Entry:
    return Entry(revision.object_str, _edit_url(revision), note)


def _edit_url(revision: Revision) -> str:
    """The editor of what a revision is of, without fetching it."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    viewset = getattr(model, "snippet_viewset", None)
    if viewset is None:
        return _page_url(revision.object_id)
    return reverse(viewset.get_url_name("edit"), args=[revision.object_id])


def _page_url(page_id: int | str) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def _ago(moment: Any) -> str:
    return f"{timesince(moment, depth=1)} ago" if moment else ""
