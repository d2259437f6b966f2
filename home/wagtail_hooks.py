"""What home adds to the Wagtail admin: program details, short links, search, a reports menu without dead doors."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import ProgramDetails, ShortLink
from home.staff import content_checks, dashboard, menus, warnings
from home.staff.alerts import AlertViewSet
from home.staff.search_promotions import SearchPromotionViewSet
from home.staff.searches import VIEW_SEARCHES, searches, searches_results
from home.staff.translations import translation_needs, translations_menu_item


class ProgramDetailsViewSet(SnippetViewSet):
    """The program's details, one row for each language."""

    model = ProgramDetails
    icon = "info-circle"
    menu_label = "Program details"
    list_display = ["name", "locale", "city", "phone", "email"]
    copy_view_enabled = False


class ShortLinkViewSet(SnippetViewSet):
    """The codes on paper, where they lead and how often they were followed."""

    model = ShortLink
    icon = "link"
    menu_label = "Short links"
    copy_view_enabled = False
    search_fields = ["code", "source", "note", "path"]
    list_display = [
        "__str__",
        Column("target", label="Leads to"),
        "language",
        "source",
        Column("recent_visits", label="Visits in 30 days", sort_key="recent_visits"),
        Column("visits", label="Visits in all", sort_key="visits"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShortLink]:
        """Every link with its page and its numbers, in one query."""
        return ShortLink.objects.select_related("page").with_visits()


class SiteViewSetGroup(SnippetViewSetGroup):
    """What stands on the whole site or leads to it, the most pressing first."""

    items = (AlertViewSet, ProgramDetailsViewSet, SearchPromotionViewSet, ShortLinkViewSet)
    menu_label = "Site"
    menu_name = "site"
    menu_icon = "site"
    menu_order = 250


register_snippet(SiteViewSetGroup)
hooks.register("construct_reports_menu", menus.tidy_reports)
hooks.register("construct_help_menu", menus.tidy_help)
hooks.register("construct_homepage_panels", dashboard.choose_panels, order=-1)
hooks.register("construct_wagtail_userbar", content_checks.use_our_checks)
hooks.register("after_create_page", warnings.tell)
hooks.register("after_edit_page", warnings.tell)
hooks.register("register_reports_menu_item", translations_menu_item)


@hooks.register("insert_global_admin_js")
def editor_scripts() -> SafeString:
    """Names for Wagtail's rich-text fields, no stops at buttons that only a mouse can press; no page sent twice."""
    scripts = (static("home/editor-names.js"), static("home/editor-sending.js"))
    return format_html_join("", '<script src="{}" defer></script>', ((script,) for script in scripts))


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The report of translations; the report of searches, and its list alone for the filter."""
    return [
        path("reports/translations/<slug:code>/", translation_needs, name=dashboard.TRANSLATIONS),
        path("reports/searches/", searches, name="searches"),
        path("reports/searches/results/", searches_results, name="searches_results"),
    ]


class SearchesMenuItem(MenuItem):
    """The way to the report, shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see what is searched."""
        return bool(request.user.has_perm(VIEW_SEARCHES))


@hooks.register("register_reports_menu_item")
def searches_menu_item() -> MenuItem:
    """An entry of the menu "Reports"."""
    return SearchesMenuItem("Searches", reverse("searches"), name="searches", icon_name="search", order=650)
