"""The queue: every case that a person may see, the one that waited longest first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timesince import timesince
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from intake.models import Case
from intake.permissions import VIEW_CASE
from intake.staff.doubts import DoubtsColumn, DoubtsFilterSet
from portal.common.languages import language_of
from portal.common.policies import staff_with

ROWS_PER_PAGE = 50


class QueueView(BaseListingView):
    """Lists cases with reference, state, age and language. Nothing encrypted is read, so no read is audited here."""

    page_title = "Cases"
    header_icon = "folder-inverse"
    verbose_name_plural = "cases"
    paginate_by = ROWS_PER_PAGE
    index_url_name = "cases:queue"
    index_results_url_name = "cases:queue_results"
    filterset_class = DoubtsFilterSet
    columns = (
        TitleColumn("reference", label="Reference", accessor="referral.reference", url_name="cases:case"),
        StatusTagColumn("state", label="State", accessor="get_state_display", primary=True),
        DoubtsColumn("doubts", label="Before anything else"),
        Column("age", label="In this state for", accessor=lambda case: timesince(case.state_since, depth=1)),
        Column("language", label="Language", accessor=lambda case: language_of(case.language).name),
        Column("owner", label="Owner", accessor=lambda case: case.owner or "Nobody yet"),
    )

    def get_base_queryset(self) -> QuerySet[Case]:
        """Only what this person may open."""
        return Case.objects.visible_to(self.request.user).for_listing()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


queue = staff_with(VIEW_CASE)(QueueView.as_view())
queue_results = staff_with(VIEW_CASE)(QueueView.as_view(results_only=True))
