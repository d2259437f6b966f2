"""The columns in which staff see questions and events, so that what is due can be put first."""

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from outreach.models import EventPage, FaqPage

TITLE = 2  # Wagtail's first columns: the box to tick and the title.
BEFORE, AFTER = ExplorableIndexView.base_columns[:TITLE], ExplorableIndexView.base_columns[TITLE:]


class FaqViewSet(PageViewSet):
    """Questions with their topic, whom they are for and when somebody last made sure of the answer."""

    model = FaqPage
    list_display = [
        *BEFORE,
        Column("topic", sort_key="topic"),
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
        DateColumn("starts_at", label="Starts", sort_key="starts_at"),
        DateColumn("ends_at", label="Ends", sort_key="ends_at"),
        Column("takes_place", label="Takes place", accessor="get_status_display", sort_key="status"),
        *AFTER,
    ]
    list_filter = ["ends_at"]
