"""Where the staff area of intake hangs in Wagtail's admin: its addresses, its menu entries, its panel, its snippet."""

from functools import partial
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import URLResolver, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from intake.permissions import (
    AUDIT_CASES,
    ENTER_REQUEST,
    MEDIATE,
    REFER_COMPLAINT,
    REVIEW_CASE,
    VIEW_CALENDAR,
    VIEW_CASE,
    VIEW_OPERATIONS,
    VIEW_SURVEYS,
    WORK_CASE,
)
from intake.staff.addresses import STAFF_ADDRESSES
from intake.staff.home_panel import add_panels
from intake.staff.letter_template import LetterTemplateViewSet
from intake.staff.survey import SurveyViewSet


class Entry(NamedTuple):
    """One entry of the menu: its words, the name of its address, its icon, its place, and who sees it."""

    label: str
    address: str
    icon: str
    order: int
    permission: str


MENU = (
    Entry("Cases", "cases:queue", "folder-inverse", 10, VIEW_CASE),
    Entry("Write down a request", "requests:begin", "edit", 11, ENTER_REQUEST),
    Entry("Refer a complaint", "requests:refer", "mail", 12, REFER_COMPLAINT),
    Entry("City review", "city:list", "clipboard-list", 13, REVIEW_CASE),
    Entry("My mediations", "mediations:list", "group", 14, MEDIATE),
    Entry("My sessions", "own_sessions:list", "tasks", 15, MEDIATE),
    Entry("Calendar", "cases:calendar", "calendar-alt", 16, VIEW_CALENDAR),
    Entry("Surveys", "surveys:list", "form", 17, VIEW_SURVEYS),
    Entry("Mediators", "mediators:roster", "group", 20, WORK_CASE),
    Entry("Places", "rosters:places", "thumbtack", 21, WORK_CASE),
    Entry("Interpreters", "rosters:interpreters", "comment", 22, WORK_CASE),
    Entry("Rules", "rules:list", "sliders", 30, WORK_CASE),
    Entry("Audit log", "audit:log", "history", 31, AUDIT_CASES),
    Entry("Operations", "operations:page", "cogs", 900, VIEW_OPERATIONS),
)


class PermittedMenuItem(MenuItem):
    """An entry of the menu, shown to those who hold its permission."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.label, reverse(entry.address), icon_name=entry.icon, order=entry.order)
        self.permission = entry.permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds it."""
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def staff_addresses() -> list[URLResolver]:
    """The staff addresses, each group below an address of its own."""
    return STAFF_ADDRESSES


for entry in MENU:
    hooks.register("register_admin_menu_item", partial(PermittedMenuItem, entry))
hooks.register("construct_homepage_panels", add_panels)
register_snippet(LetterTemplateViewSet)
register_snippet(SurveyViewSet)
