"""Where editors say which page stands first for which search."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import SearchPromotion
from portal.common.languages import language_of


class SearchPromotionViewSet(SnippetViewSet):
    """Promoted pages, with the language that each page is in."""

    model = SearchPromotion
    icon = "pick"
    menu_label = "Promoted pages"
    copy_view_enabled = False
    search_fields = ["words"]
    list_display = [
        Column("words_in_short", label="Searches"),
        Column("page", label="Page"),
        Column("language", label="Language", accessor=lambda row: language_of(row.page.locale.language_code).name),
        "place",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchPromotion]:
        """Every promotion with its page, in one query."""
        return SearchPromotion.objects.select_related("page__locale")
