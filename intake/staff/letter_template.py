"""Where lead administrators write the texts of letters; program administrators read them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from intake.models import LetterTemplate


class LetterTemplateViewSet(SnippetViewSet):
    """The letters of each event, with where each language stands."""

    model = LetterTemplate
    icon = "mail"
    menu_label = "Letters"
    menu_order = 13
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["kind", "locale", "title", "body"]
    search_fields = ["title", "body"]
    list_filter = ["kind"]
    list_per_page = 50
    list_display = ["__str__", "title", "locale", Column("condition", label="State")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LetterTemplate]:
        """Every letter with its language, in one query."""
        return LetterTemplate.objects.select_related("locale")
