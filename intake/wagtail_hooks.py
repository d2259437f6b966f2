"""Where the staff area of intake hangs in Wagtail's admin: its addresses and its menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from intake.permissions import ENTER_REQUEST, MEDIATE, REFER_COMPLAINT, VIEW_CASE, WORK_CASE
from intake.staff import outcome, place, session, session_report
from intake.staff.case import case
from intake.staff.entry import begin_entry, begin_referring, enter_step, entered, refer_step, referred
from intake.staff.queue import queue, queue_results

staff_urls = [
    path("", queue, name="queue"),
    path("results/", queue_results, name="queue_results"),
    path("<uuid:case_id>/", case, name="case"),
    path("<uuid:case_id>/sessions/", session.sessions, name="sessions"),
    path("<uuid:case_id>/sessions/propose/", session.propose, name="session_propose"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/answers/", session.answers, name="session_answers"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/confirm/", session.confirm, name="session_confirm"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/terms/", session.terms, name="session_terms"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/move/", session.move, name="session_move"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/cancel/", session.cancel, name="session_cancel"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/held/", session_report.held, name="session_held"),
    path("<uuid:case_id>/sessions/<uuid:session_id>/no-show/", session_report.no_show, name="session_no_show"),
    path(
        "<uuid:case_id>/sessions/<uuid:session_id>/calendar.ics",
        session_report.session_calendar,
        name="session_calendar",
    ),
    path("<uuid:case_id>/outcome/", outcome.outcome, name="outcome"),
    path("<uuid:case_id>/outcome/report/", outcome.outcome_report, name="outcome_report"),
    path("<uuid:case_id>/outcome/approve/", outcome.outcome_approve, name="outcome_approve"),
    path("<uuid:case_id>/outcome/send-back/", outcome.outcome_send_back, name="outcome_send_back"),
    path("<uuid:case_id>/outcome/ten-days/", outcome.outcome_ten_days, name="outcome_ten_days"),
    path("<uuid:case_id>/outcome/follow-up/", outcome.outcome_follow_up, name="outcome_follow_up"),
    path("<uuid:case_id>/outcome/close/", outcome.outcome_close, name="outcome_close"),
    path("<uuid:case_id>/outcome/returned/", outcome.outcome_returned, name="outcome_returned"),
]

own_session_urls = [
    path("", session_report.own_sessions, name="list"),
    path("<uuid:session_id>/held/", session_report.own_held, name="held"),
    path("<uuid:session_id>/no-show/", session_report.own_no_show, name="no_show"),
    path("<uuid:session_id>/calendar.ics", session_report.own_calendar, name="calendar"),
    path("cases/<uuid:case_id>/report/", outcome.own_report, name="report"),
]

roster_urls = [
    path("places/", place.places, name="places"),
    path("places/add/", place.place_add, name="place_add"),
    path("places/<uuid:pk>/", place.place_edit, name="place_edit"),
    path("interpreters/", place.interpreters, name="interpreters"),
    path("interpreters/add/", place.interpreter_add, name="interpreter_add"),
    path("interpreters/<uuid:pk>/", place.interpreter_edit, name="interpreter_edit"),
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
    """The staff addresses, each group below an address of its own."""
    return [
        path("cases/", include((staff_urls, "cases"))),
        path("requests/", include((request_urls, "requests"))),
        path("sessions/", include((own_session_urls, "own_sessions"))),
        path("", include((roster_urls, "rosters"))),
    ]


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
def enter_menu_item() -> Any:
    """Writing a request down for someone."""
    address = reverse("requests:begin")
    return PermittedMenuItem("Write down a request", address, icon_name="edit", order=11, permission=ENTER_REQUEST)


@hooks.register("register_admin_menu_item")
def refer_menu_item() -> Any:
    """The City's way to hand a complaint over."""
    address = reverse("requests:refer")
    return PermittedMenuItem("Refer a complaint", address, icon_name="mail", order=12, permission=REFER_COMPLAINT)


@hooks.register("register_admin_menu_item")
def own_sessions_menu_item() -> Any:
    """A mediator's sessions."""
    address = reverse("own_sessions:list")
    return PermittedMenuItem("My sessions", address, icon_name="calendar", order=13, permission=MEDIATE)


@hooks.register("register_admin_menu_item")
def places_menu_item() -> Any:
    """The neutral places."""
    address = reverse("rosters:places")
    return PermittedMenuItem("Places", address, icon_name="site", order=21, permission=WORK_CASE)


@hooks.register("register_admin_menu_item")
def interpreters_menu_item() -> Any:
    """The interpreters."""
    address = reverse("rosters:interpreters")
    return PermittedMenuItem("Interpreters", address, icon_name="group", order=22, permission=WORK_CASE)
