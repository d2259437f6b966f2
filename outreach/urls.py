"""Addresses of outreach that are no pages: votes, calendar files and feeds. All stand below the language."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from outreach.views.calendar import calendar_feed, event_file
from outreach.views.news import news_feed
from outreach.views.useful import thanks, useful
from portal.common.policies import public

app_name = "outreach"

urlpatterns = [
    # The page with the question is the same for everybody and sets no cookie, so it can carry no token.
    path("useful/<int:page_id>/", public(csrf_exempt(useful)), name="useful"),
    path("useful/<int:page_id>/thanks/", public(thanks), name="thanks"),
    path("events/calendar.ics", public(calendar_feed), name="calendar"),
    path("events/<slug:slug>/event.ics", public(event_file), name="event_file"),
    path("news/feed.xml", public(news_feed), name="news_feed"),
]
