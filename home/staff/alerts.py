"""Where editors write alerts and reviewers publish them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Alert


class AlertViewSet(SnippetViewSet):
    """Alerts, the latest first, with where each one stands."""

    model = Alert
    icon = "warning"
    menu_label = "Alerts"
    copy_view_enabled = False
    search_fields = ["heading", "text"]
    list_display = ["heading", "locale", Column("state", label="State"), "starts_at", "ends_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """Every alert with its language, in one query."""
        return Alert.objects.select_related("locale")
