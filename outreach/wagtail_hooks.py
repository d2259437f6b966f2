"""What outreach adds to the Wagtail admin: panels of what is due, and lists that show it."""

from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet

from outreach.staff.dashboard import add_panels
from outreach.staff.listings import EventViewSet, FaqViewSet

# After home, which clears away Wagtail's own panels.
hooks.register("construct_homepage_panels", add_panels)


@hooks.register("register_admin_viewset")
def page_lists() -> list[PageViewSet]:
    """The lists of questions and of events."""
    return [FaqViewSet(), EventViewSet()]
