"""Where the staff area of intake hangs in Wagtail's admin: its addresses and its menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from intake.permissions import ENTER_REQUEST, MEDIATE, REFER_COMPLAINT, VIEW_CASE, WORK_CASE
from intake.staff.assignment import case_mediators, disclosure, invite, release
from intake.staff.case import case
from intake.staff.consent import consent
from intake.staff.entry import begin_entry, begin_referring, enter_step, entered, refer_step, referred
from intake.staff.mediations import decline, mediation, mediations
from intake.staff.queue import queue, queue_results
from intake.staff.roster import change, new_mediator, roster

staff_urls = [
    path("", queue, name="queue"),
    path("results/", queue_results, name="queue_results"),
    path("<uuid:case_id>/", case, name="case"),
    path("<uuid:case_id>/consent/", consent, name="consent"),
    path("<uuid:case_id>/mediators/", case_mediators, name="mediators"),
    path("<uuid:case_id>/mediators/<uuid:mediator_id>/ask/", invite, name="invite_mediator"),
    path("<uuid:case_id>/mediators/<uuid:assignment_id>/release/", release, name="release_mediator"),
    path("<uuid:case_id>/mediators/<uuid:declaration_id>/disclosure/", disclosure, name="disclosure"),
]

mediator_urls = [
    path("", roster, name="roster"),
    path("new/", new_mediator, name="new"),
    path("<uuid:mediator_id>/", change, name="mediator"),
]

mediation_urls = [
    path("", mediations, name="list"),
    path("<uuid:assignment_id>/", mediation, name="mediation"),
    path("<uuid:assignment_id>/decline/", decline, name="decline"),
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
    """The staff addresses, below `/admin/cases/`, `/admin/requests/`, `/admin/mediators/` and `/admin/mediations/`."""
    return [
        path("cases/", include((staff_urls, "cases"))),
        path("requests/", include((request_urls, "requests"))),
        path("mediators/", include((mediator_urls, "mediators"))),
        path("mediations/", include((mediation_urls, "mediations"))),
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
def mediators_menu_item() -> Any:
    """The roster of mediators."""
    address = reverse("mediators:roster")
    return PermittedMenuItem("Mediators", address, icon_name="group", order=13, permission=WORK_CASE)


@hooks.register("register_admin_menu_item")
def mediations_menu_item() -> Any:
    """A mediator's own cases and invitations."""
    address = reverse("mediations:list")
    return PermittedMenuItem("My mediations", address, icon_name="group", order=14, permission=MEDIATE)
