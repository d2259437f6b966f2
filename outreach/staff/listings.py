"""The columns in which staff see questions and events, so that what is due can be put first."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from outreach.models import EventPage, FaqIndexPage, FaqPage
from portal.common.dates import short_datetime

TITLE = 2  # Wagtail's first columns: the box to tick and the title.
BEFORE, AFTER = ExplorableIndexView.base_columns[:TITLE], ExplorableIndexView.base_columns[TITLE:]


class MomentColumn(Column):
    """A day and time in full. Wagtail's own column says how long ago a moment is, so one to come is "Just now"."""

    def get_value(self, instance: Any) -> str:
        """The moment in words; nothing while there is none."""
        moment = super().get_value(instance)
        return short_datetime(moment) if moment else ""


class TopicColumn(Column):
    """The title of a question's topic, as readers see it, by the list that the question stands on."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The titles are read once for a table; a topic that the list does not have shows by its key."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        table = parent_context["table"]
        if not hasattr(table, "topic_titles"):
            table.topic_titles = titles_of(FaqIndexPage.objects.all())
        index = instance.path[: -FaqPage.steplen]
        return context | {"value": table.topic_titles.get((index, instance.topic), instance.topic)}


def titles_of(indexes: QuerySet[FaqIndexPage]) -> dict[tuple[str, str], str]:
    """The title of each topic by the path of its list and its key."""
    return {(index.path, block.value["key"]): str(block.value["title"]) for index in indexes for block in index.topics}


class FaqViewSet(PageViewSet):
    """Questions with their topic, whom they are for and when somebody last made sure of the answer."""

    model = FaqPage
    list_display = [
        *BEFORE,
        TopicColumn("topic", sort_key="topic"),
        Column("audience", label="For", accessor="get_audience_display", sort_key="audience"),
        DateColumn("last_reviewed_at", label="Last reviewed", sort_key="last_reviewed_at"),
        *AFTER,
    ]
    list_filter = ["audience", "last_reviewed_at"]


class EventViewSet(PageViewSet):
    """Events with their days and whether they take place."""

    model = EventPage
    list_display = [
        *BEFORE,
        MomentColumn("starts_at", label="Starts", sort_key="starts_at"),
        MomentColumn("ends_at", label="Ends", sort_key="ends_at"),
        Column("takes_place", label="Takes place", accessor="get_status_display", sort_key="status"),
        *AFTER,
    ]
    list_filter = ["ends_at"]
