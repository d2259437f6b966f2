"""Pages made of an introduction and parts: the ground of guides, of the figures page and of every page that lists."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.common.blocks import INLINE, PartsBlock
from portal.common.classification import Retention, classified
from portal.common.pages import BasePage

# From this many parts on a page begins with a list of them.
LONG = 4

PROMOTE_PANELS = [
    MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="For search engines"),
    MultiFieldPanel(
        [
            FieldPanel(
                "show_in_menus",
                help_text="For pages right below the home page. In the order of the page list, the first five stand at"
                " the top of every page and the others at its foot. Only the box of the English page counts.",
            ),
            FieldPanel("slug"),
        ],
        heading="On this site",
    ),
]


class PartPage(BasePage):
    """An introduction, then parts. Long pages begin with a list of what is on them."""

    intro = RichTextField(
        "introduction", features=INLINE, help_text="One to three short sentences: what the reader finds here."
    )
    parts = StreamField(PartsBlock(), blank=True, max_num=20)

    field_classes = classified(retention=Retention.CONTENT, K1="intro parts")

    content_panels = [
        HelpPanel("Write short sentences and plain words. Publish, then sync the other languages."),
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("parts"),
    ]
    promote_panels = PROMOTE_PANELS

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `contents`, empty on a short page."""
        headed = [part.value for part in self.parts if "heading" in part.block.child_blocks]
        contents = [{"id": value["key"], "title": value["heading"]} for value in headed]
        return super().get_context(request, *args, **kwargs) | {"contents": contents if len(contents) >= LONG else []}


class ListingPage(PartPage):
    """A page that lists others, and says something helpful while there is nothing to list."""

    empty_heading = models.CharField("heading", max_length=120)
    empty_text = RichTextField("text", features=INLINE)

    field_classes = classified(retention=Retention.CONTENT, K1="empty_heading empty_text")

    content_panels = [
        *PartPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("empty_heading"), FieldPanel("empty_text")], heading="While there is nothing to list"
        ),
    ]

    class Meta:
        abstract = True
