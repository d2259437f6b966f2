"""News of the program: never about a single case."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified
from portal.common.pagination import pages_of
from portal.common.part_pages import ListingPage, PartPage


class NewsIndexPage(ListingPage):
    """All news, the newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["outreach.NewsPage"]
    max_count = 1
    template = "outreach/news_index_page.html"
    page_description = "All news, the newest first. There is one."
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = "list of news"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with one page of its `news`. One query."""
        rows = (
            NewsPage.objects.child_of(self).live().order_by("-date", "-path").values("title", "slug", "date", "intro")
        )
        return super().get_context(request, *args, **kwargs) | {"news": pages_of(rows, request)}


class NewsPage(PartPage):
    """One piece of news."""

    date = models.DateField(default=localdate, help_text="The day that readers see.")

    parent_page_types = ["outreach.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "outreach/news_page.html"
    search_kind = gettext_lazy("News")
    page_description = "One piece of news: what is new, and what it means for the reader."
    facts_of_source = ("date",)
    field_classes = classified(retention=Retention.CONTENT, K1="date")

    content_panels = [*PartPage.content_panels[:2], FieldPanel("date"), *PartPage.content_panels[2:]]

    class Meta:
        verbose_name = "news"
