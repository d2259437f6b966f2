"""The start page of the referral: what to know before asking (UX-01 to UX-03), and the button that starts."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.context import program_of
from home.models.blocks import NoticeBlock, SectionBlock
from home.structured_data import mediation_service
from portal.common.classification import Retention, classified
from portal.common.pages import BasePage
from portal.common.seo import Data

START_PAGE_SLUG = "request"


class RequestPage(BasePage):
    """The one page that every "Ask for mediation" button leads to, at `/<language>/request/` in every language."""

    intro = models.TextField(help_text="One or two sentences under the title.")
    notices = StreamField([("notice", NoticeBlock())], max_num=4)
    sections = StreamField(
        [("section", SectionBlock())],
        max_num=12,
        help_text="Above the button: what mediation is and is not, who sees the answers, how long it takes and what to"
        " have at hand.",
    )
    start_label = models.CharField("words on the button", max_length=40)
    after = StreamField(
        [("section", SectionBlock())],
        blank=True,
        max_num=4,
        verbose_name="below the button",
        help_text="Other ways to ask, and what happens next.",
    )

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    page_description = "What people read before they ask for mediation, with the button that starts the questions."
    # Outside links, flyers and the code itself rely on /<language>/request/.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    field_classes = classified(retention=Retention.CONTENT, K1="intro notices sections start_label after")

    content_panels = [
        HelpPanel("People decide here whether to go on. Keep the five parts; tests look for them in every language."),
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("notices"),
        FieldPanel("sections"),
        FieldPanel("start_label"),
        FieldPanel("after"),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="For search engines")
    ]

    class Meta:
        verbose_name = "start page of the request"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `contents`: an entry for each part."""
        parts = [block.value for stream in (self.sections, self.after) for block in stream]
        contents = [{"id": part["key"], "title": part["heading"]} for part in parts]
        return super().get_context(request, *args, **kwargs) | {"contents": contents}

    def structured_data(self, request: HttpRequest) -> list[Data]:
        """The service that people ask for here."""
        return [mediation_service(program_of(request), request, self.language, self.search_description)]
