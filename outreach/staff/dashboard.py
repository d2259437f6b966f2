"""What stands on the admin's first page about questions and events: what is due, in the source language."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, now
from wagtail.models import Page

from home.staff.dashboard import CONTENT_STAFF, ROWS, Card, Entry, ListPanel
from outreach.models import EventIndexPage, EventPage, FaqIndexPage, FaqPage
from portal.common.dates import long_date
from portal.common.languages import SOURCE_LANGUAGE

SOON = timedelta(days=14)
IN_SOURCE = {"locale__language_code": SOURCE_LANGUAGE.code}


class QuestionsDuePanel(ListPanel):
    """Published questions that nobody has looked at for months, or ever."""

    name = "questions-due"
    heading = "Questions to review again"
    help_text = (
        f"Nobody made sure for {settings.FAQ_REVIEW_DAYS} days that these answers are right. When you have, enter the"
        " day under “Last reviewed”."
    )
    order = 140

    def card(self, request: HttpRequest) -> Card:
        """Those never reviewed first, then the longest ago."""
        due = questions_due()
        first = due.order_by(F("last_reviewed_at").asc(nulls_first=True), "path").values_list(
            "pk", "title", "last_reviewed_at"
        )[:ROWS]
        entries = [
            Entry(title, _edit(pk), f"reviewed {long_date(day)}" if day else "never reviewed")
            for pk, title, day in first
        ]
        return Card(due.count(), entries, _list_of(FaqIndexPage, "last_reviewed_at"))


class EventsPanel(ListPanel):
    """Events that end within two weeks, or ended in the last two."""

    name = "events"
    heading = "Events that end soon or are over"
    help_text = "After an event: is there something to tell in the news? Its page leaves the calendar by itself."
    order = 150

    def card(self, request: HttpRequest) -> Card:
        """The next one first; those that are over after those to come."""
        events = events_around_now()
        rows = events.order_by("ends_at", "path").values_list("pk", "title", "ends_at", "status")
        coming, over = (
            rows.filter(ends_at__gte=now())[:ROWS],
            rows.filter(ends_at__lt=now()).order_by("-ends_at")[:ROWS],
        )
        entries = [
            Entry(title, _edit(pk), _event_note(ends_at, status)) for pk, title, ends_at, status in [*coming, *over]
        ]
        return Card(events.count(), entries[:ROWS], _list_of(EventIndexPage, "-ends_at"))


def questions_due() -> QuerySet[FaqPage]:
    """The questions that were last reviewed too long ago."""
    limit = localdate() - timedelta(days=settings.FAQ_REVIEW_DAYS)
    overdue = Q(last_reviewed_at=None) | Q(last_reviewed_at__lt=limit)
    return FaqPage.objects.filter(overdue, live=True, **IN_SOURCE)


def events_around_now() -> QuerySet[EventPage]:
    """The published events that end within two weeks of now, on either side."""
    return EventPage.objects.filter(live=True, ends_at__range=(now() - SOON, now() + SOON), **IN_SOURCE)


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Adds ours for those who work on the public site."""
    if request.user.has_perm(CONTENT_STAFF):
        panels.extend([QuestionsDuePanel(), EventsPanel()])


def _event_note(ends_at: Any, status: str) -> str:
    planned = "" if status == "planned" else f", {status}"
    return f"{'over since' if ends_at < now() else 'until'} {long_date(ends_at)}{planned}"


def _list_of(model: type[Page], ordering: str) -> str:
    """The admin's list of the pages below the index of this type in the source language; empty without an index."""
    index = model.objects.filter(**IN_SOURCE).values_list("pk", flat=True).first()
    return "" if index is None else f"{reverse('wagtailadmin_explore', args=[index])}?ordering={ordering}"


def _edit(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])
