"""Where the staff area of intake hangs in Wagtail's admin: its addresses and its menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from intake.permissions import ENTER_REQUEST, REFER_COMPLAINT, VIEW_CASE, VIEW_OPERATIONS
from intake.staff.case import case
from intake.staff.entry import begin_entry, begin_referring, enter_step, entered, refer_step, referred
from intake.staff.letter import letter_done, letter_pdf, letters, send_letter
from intake.staff.letter_template import LetterTemplateViewSet
from intake.staff.operations import drop_message, operations, try_message_again
from intake.staff.queue import queue, queue_results

staff_urls = [
    path("", queue, name="queue"),
    path("results/", queue_results, name="queue_results"),
    path("<uuid:case_id>/", case, name="case"),
    path("<uuid:case_id>/letters/", letters, name="letters"),
    path("<uuid:case_id>/letters/send/", send_letter, name="send_letter"),
    path("<uuid:case_id>/letters/<uuid:letter_id>.pdf", letter_pdf, name="letter_pdf"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/done/", letter_done, name="letter_done"),
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
    """The staff addresses, below `/admin/cases/`, `/admin/requests/` and `/admin/operations/`."""
    return [
        path("cases/", include((staff_urls, "cases"))),
        path("requests/", include((request_urls, "requests"))),
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
def operations_menu_item() -> Any:
    """Whether messages go out and jobs run."""
    address = reverse("operations:page")
    return PermittedMenuItem("Operations", address, icon_name="cogs", order=900, permission=VIEW_OPERATIONS)
