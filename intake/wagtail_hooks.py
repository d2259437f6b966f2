"""Where the staff area of intake hangs in Wagtail's admin: its addresses and its menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from intake.permissions import (
    AUDIT_CASES,
    ENTER_REQUEST,
    REFER_COMPLAINT,
    REVIEW_CASE,
    VIEW_CALENDAR,
    VIEW_CASE,
    VIEW_OPERATIONS,
    WORK_CASE,
)
from intake.staff.assigning import assign
from intake.staff.audit import audited, log, verify_chain
from intake.staff.calendar import agenda, calendar
from intake.staff.case import case
from intake.staff.changes import change
from intake.staff.city import city_case, city_list
from intake.staff.consent import consent
from intake.staff.doubts import in_order
from intake.staff.entry import begin_entry, begin_referring, enter_step, entered, refer_step, referred
from intake.staff.home_panel import add_cases_panel
from intake.staff.letter import letter_done, letter_pdf, letters, send_letter
from intake.staff.letter_template import LetterTemplateViewSet
from intake.staff.lines import duty_done, waiver_removed
from intake.staff.moves import move
from intake.staff.operations import drop_message, operations, try_message_again
from intake.staff.party import party
from intake.staff.queue import queue, queue_results, queue_search
from intake.staff.rules import rule, rules
from intake.staff.saved_filters import change_list, save_list, saved_filters
from intake.staff.screening import screening

staff_urls = [
    path("", queue, name="queue"),
    path("results/", queue_results, name="queue_results"),
    path("search/", queue_search, name="queue_search"),
    path("assign/", assign, name="assign"),
    path("lists/", saved_filters, name="saved_filters"),
    path("lists/save/", save_list, name="save_list"),
    path("lists/<uuid:filter_id>/", change_list, name="change_list"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/agenda/", agenda, name="agenda"),
    path("<uuid:case_id>/", case, name="case"),
    path("<uuid:case_id>/doubts/", in_order, name="in_order"),
    path("<uuid:case_id>/consent/", consent, name="consent"),
    path("<uuid:case_id>/change/<slug:what>/", change, name="change"),
    path("<uuid:case_id>/move/<slug:move>/", move, name="move"),
    path("<uuid:case_id>/party/<slug:side>/", party, name="party"),
    path("<uuid:case_id>/duties/<uuid:duty_id>/done/", duty_done, name="duty_done"),
    path("<uuid:case_id>/waivers/<uuid:waiver_id>/remove/", waiver_removed, name="waiver_removed"),
    path("<uuid:case_id>/screening/", screening, name="screening"),
    path("<uuid:case_id>/screening/<slug:answer>/", screening, name="decide"),
    path("<uuid:case_id>/letters/", letters, name="letters"),
    path("<uuid:case_id>/letters/send/", send_letter, name="send_letter"),
    path("<uuid:case_id>/letters/<uuid:letter_id>.pdf", letter_pdf, name="letter_pdf"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/done/", letter_done, name="letter_done"),
]

city_urls = [
    path("", city_list, name="list"),
    path("<uuid:case_id>/", city_case, name="case"),
    path("<uuid:case_id>/<slug:answer>/", city_case, name="decide"),
]

rule_urls = [
    path("", rules, name="list"),
    path("<slug:name>/", rule, name="rule"),
]

audit_urls = [
    path("", log, name="log"),
    path("cases/", audited, name="cases"),
    path("verify/", verify_chain, name="verify"),
]

operations_urls = [
    path("", operations, name="page"),
    path("<uuid:message_id>/again/", try_message_again, name="again"),
    path("<uuid:message_id>/drop/", drop_message, name="drop"),
]


request_urls = [
    path("new/", begin_entry, name="begin"),
    path("new/<uuid:draft>/", entered, name="entered"),
    path("new/<uuid:draft>/<slug:step>/", enter_step, name="enter_step"),
    path("refer/", begin_referring, name="refer"),
    path("refer/<uuid:draft>/", referred, name="referred"),
    path("refer/<uuid:draft>/<slug:step>/", refer_step, name="refer_step"),
]


@hooks.register("register_admin_urls")
def staff_addresses() -> list[URLResolver]:
    """The staff addresses, below `/admin/cases/`, `/admin/requests/` and the like."""
    return [
        path("cases/", include((staff_urls, "cases"))),
        path("requests/", include((request_urls, "requests"))),
        path("city/", include((city_urls, "city"))),
        path("rules/", include((rule_urls, "rules"))),
        path("audit/", include((audit_urls, "audit"))),
        path("operations/", include((operations_urls, "operations"))),
    ]


register_snippet(LetterTemplateViewSet)


class PermittedMenuItem(MenuItem):
    """An entry of the menu, shown to those who hold a permission."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds it."""
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def cases_menu_item() -> Any:
    """The first entry of the menu."""
    address = reverse("cases:queue")
    return PermittedMenuItem("Cases", address, icon_name="folder-inverse", order=10, permission=VIEW_CASE)


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> Any:
    """Sessions and what is due, by day."""
    address = reverse("cases:calendar")
    return PermittedMenuItem("Calendar", address, icon_name="calendar-alt", order=10, permission=VIEW_CALENDAR)


@hooks.register("register_admin_menu_item")
def enter_menu_item() -> Any:
    """Writing a request down for someone."""
    address = reverse("requests:begin")
    return PermittedMenuItem("Write down a request", address, icon_name="edit", order=11, permission=ENTER_REQUEST)


@hooks.register("register_admin_menu_item")
def refer_menu_item() -> Any:
    """The City's way to hand a complaint over."""
    address = reverse("requests:refer")
    return PermittedMenuItem("Refer a complaint", address, icon_name="mail", order=12, permission=REFER_COMPLAINT)


hooks.register("construct_homepage_panels", add_cases_panel)


@hooks.register("register_admin_menu_item")
def city_menu_item() -> Any:
    """The City's list of the cases that it knows of."""
    address = reverse("city:list")
    return PermittedMenuItem("City review", address, icon_name="clipboard-list", order=13, permission=REVIEW_CASE)


@hooks.register("register_admin_menu_item")
def rules_menu_item() -> Any:
    """The rules that the program sets for itself."""
    return PermittedMenuItem("Rules", reverse("rules:list"), icon_name="cogs", order=14, permission=WORK_CASE)


@hooks.register("register_admin_menu_item")
def audit_menu_item() -> Any:
    """The audit log."""
    return PermittedMenuItem("Audit log", reverse("audit:log"), icon_name="history", order=15, permission=AUDIT_CASES)


@hooks.register("register_admin_menu_item")
def operations_menu_item() -> Any:
    """Whether messages go out and jobs run."""
    address = reverse("operations:page")
    return PermittedMenuItem("Operations", address, icon_name="cogs", order=900, permission=VIEW_OPERATIONS)
