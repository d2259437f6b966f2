"""What home adds to the Wagtail admin: the program's details, and a reports menu without doors that do not open."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import ProgramDetails


class ProgramDetailsViewSet(SnippetViewSet):
    """The program's details, one row for each language."""

    model = ProgramDetails
    icon = "info-circle"
    menu_label = "Program details"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "locale", "city", "phone", "email"]
    copy_view_enabled = False


register_snippet(ProgramDetailsViewSet)


@hooks.register("construct_reports_menu")
def hide_translations_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """wagtail-localize's report lists every draft's title; the guard refuses it, so most people need not see it."""
    if not request.user.is_superuser:
        report = reverse("wagtail_localize:translations_report")
        menu_items[:] = [item for item in menu_items if item.url != report]
