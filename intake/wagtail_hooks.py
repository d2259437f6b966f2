"""Where the staff area of intake hangs in Wagtail's admin: its addresses and its menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from intake.permissions import VIEW_CASE
from intake.staff.case import case
from intake.staff.queue import queue

staff_urls = [
    path("", queue, name="queue"),
    path("<uuid:case_id>/", case, name="case"),
]


@hooks.register("register_admin_urls")
def staff_addresses() -> list[URLResolver]:
    """The staff addresses, below `/admin/cases/`."""
    return [path("cases/", include((staff_urls, "cases")))]


class CasesMenuItem(MenuItem):
    """The way to the queue, shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see cases."""
        return request.user.has_perm(VIEW_CASE)


@hooks.register("register_admin_menu_item")
def cases_menu_item() -> Any:
    """The first entry of the menu."""
    return CasesMenuItem("Cases", reverse("cases:queue"), icon_name="folder-inverse", order=10)
