"""The menus of the admin: what stands on the whole site in one group, and no entry that nobody needs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from home.staff.dashboard import CONTENT_STAFF

# By the names of Wagtail's entries. Sharing one page is locked by nobody here; the others are for developers.
REPORTS_OF_OPERATIONS = frozenset({"locked-pages", "workflow-tasks", "page-types-usage"})
# "What's new in Wagtail" speaks to developers; the handbook is docs/handbook/editor.md.
NEWS_OF_WAGTAIL = "whats-new-in-wagtail"
GUIDE_OF_WAGTAIL = "editor-guide"


def tidy_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leaves people the reports that they can open and need; operations keep all."""
    if request.user.is_superuser:
        return
    # wagtail-localize's report lists the title of every draft, so its guard refuses it.
    refused = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != refused and item.name not in REPORTS_OF_OPERATIONS]


def tidy_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leaves Wagtail's keyboard shortcuts, and its guide to those who edit."""
    unwanted = (NEWS_OF_WAGTAIL,) if request.user.has_perm(CONTENT_STAFF) else (NEWS_OF_WAGTAIL, GUIDE_OF_WAGTAIL)
    menu_items[:] = [item for item in menu_items if not str(item.name).startswith(unwanted)]
