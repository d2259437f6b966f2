"""The calendar of sessions and of what is due: a month as a table, and the same as a list of days."""

import re
from calendar import SUNDAY, Calendar
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.permissions import VIEW_CALENDAR, VIEW_CASE
from intake.services.calendar import Entry, entries_between
from portal.common.policies import staff_with

AGENDA_DAYS = 28
IN_A_CELL = 4
MONTH = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """What both ways of looking share: the same entries, only those that this person may see."""

    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue for those who have it, the calendar."""
        queue = {"url": reverse("cases:queue"), "label": "Cases"}
        above = [queue] if self.request.user.has_perm(VIEW_CASE) else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether entries lead to their cases; mediators have their own way there."""
        return super().get_context_data(
            **kwargs, links_to_cases=self.request.user.has_perm(VIEW_CASE), today=timezone.localdate()
        )


class MonthView(CalendarView):
    """One month, weeks from Sunday on as calendars here have them."""

    template_name = "intake/staff/calendar_month.html"
    page_title = "Calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The weeks with the entries of each day, and the months before and after."""
        month = self.month()
        weeks = Calendar(SUNDAY).monthdatescalendar(month.year, month.month)
        entries = _by_day(entries_between(weeks[0][0], weeks[-1][-1], self.request.user))
        return super().get_context_data(
            **kwargs,
            month=month,
            weekdays=weeks[0],
            weeks=[[_cell(day, month, entries.get(day, [])) for day in week] for week in weeks],
            previous=_month_address(month - timedelta(days=1)),
            next=_month_address((month + timedelta(days=32)).replace(day=1)),
            agenda=_agenda_address(month),
        )

    def month(self) -> date:
        """The first day of the month that is asked for; this month when none or no such is."""
        found = MONTH.fullmatch(self.request.GET.get("month", ""))
        today = timezone.localdate()
        if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR and 1 <= int(found[2]) <= 12:
            return date(int(found[1]), int(found[2]), 1)
        return today.replace(day=1)


class AgendaView(CalendarView):
    """Four weeks as a list of the days that have something."""

    template_name = "intake/staff/calendar_agenda.html"
    page_title = "Agenda"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The days with their entries, and the four weeks before and after."""
        first = self.first_day()
        last = first + timedelta(days=AGENDA_DAYS - 1)
        return super().get_context_data(
            **kwargs,
            first=first,
            last=last,
            days=list(_by_day(entries_between(first, last, self.request.user)).items()),
            previous=_agenda_address(first - timedelta(days=AGENDA_DAYS)),
            next=_agenda_address(last + timedelta(days=1)),
            month=_month_address(first),
        )

    def first_day(self) -> date:
        """The day that is asked for; today when none or no such is."""
        try:
            asked = date.fromisoformat(self.request.GET.get("from", ""))
        except ValueError:
            return timezone.localdate()
        return asked if FIRST_YEAR <= asked.year <= LAST_YEAR else timezone.localdate()


def _by_day(entries: list[Entry]) -> dict[date, list[Entry]]:
    return {day: list(found) for day, found in groupby(entries, key=lambda entry: entry.day)}


def _cell(day: date, month: date, entries: list[Entry]) -> dict[str, Any]:
    """One day of the month; what finds no room is on the agenda."""
    return {
        "day": day,
        "is_outside": day.month != month.month,
        "entries": entries[:IN_A_CELL],
        "more": max(len(entries) - IN_A_CELL, 0),
        "agenda": _agenda_address(day),
    }


def _month_address(day: date) -> str:
    return f"{reverse('cases:calendar')}?month={day:%Y-%m}"


def _agenda_address(day: date) -> str:
    return f"{reverse('cases:agenda')}?from={day.isoformat()}"


calendar = staff_with(VIEW_CALENDAR)(MonthView.as_view())
agenda = staff_with(VIEW_CALENDAR)(AgendaView.as_view())
