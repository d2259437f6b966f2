"""The home page: what mediation is, in one screen, and the way to ask for it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import BaseTranslatableField

from home.context import program_of
from home.models.blocks import QuestionBlock, StepBlock
from home.models.request_page import START_PAGE_SLUG
from home.structured_data import mediation_service, organization
from portal.common.classification import Retention, classified
from portal.common.pages import BasePage
from portal.common.seo import Data


class HomePage(BasePage):
    """The first page of one language. Its translations are its siblings, so each has a slug of its own."""

    hero_heading = models.CharField("heading", max_length=120)
    hero_text = models.TextField("text", help_text="Two to four short sentences, in plain words.")
    action_label = models.CharField(
        "words on the button", max_length=40, help_text="The button leads to the start page of the request."
    )
    how_heading = models.CharField("heading", max_length=80)
    steps = StreamField([("step", StepBlock())], min_num=1, max_num=8)
    questions_heading = models.CharField("heading", max_length=80)
    questions = StreamField([("question", QuestionBlock())], blank=True, max_num=8)
    closing_heading = models.CharField("heading", max_length=80)
    closing_text = models.TextField("text", help_text="For people who are not sure. The phone number follows it.")

    parent_page_types = ["wagtailcore.Page"]
    # Every page type says itself where it may stand: home knows none of outreach's.
    subpage_types = None
    max_count = 1
    page_description = "The first page of the site. One for each language; translations are made with “Translate”."
    override_translatable_fields = [BaseTranslatableField("slug")]
    field_classes = classified(
        retention=Retention.CONTENT,
        K1="hero_heading hero_text action_label how_heading steps questions_heading questions closing_heading"
        " closing_text",
    )

    content_panels = [
        HelpPanel(
            "Write for someone who reads on a phone and has never heard of mediation. Publish, then sync languages."
        ),
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_heading"), FieldPanel("hero_text"), FieldPanel("action_label")], heading="Top of the page"
        ),
        MultiFieldPanel([FieldPanel("how_heading"), FieldPanel("steps")], heading="How it works"),
        MultiFieldPanel([FieldPanel("questions_heading"), FieldPanel("questions")], heading="Questions"),
        MultiFieldPanel([FieldPanel("closing_heading"), FieldPanel("closing_text")], heading="Closing"),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="For search engines")
    ]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `steps` and `questions` as plain values and the address of the start page."""
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "steps": [block.value for block in self.steps],
            "questions": [block.value for block in self.questions],
            "request_url": f"/{context['language'].code}/{START_PAGE_SLUG}/",
        }

    def structured_data(self, request: HttpRequest) -> list[Data]:
        """The organization and the service that it offers."""
        language, program = self.language, program_of(request)
        service = mediation_service(program, request, language, self.search_description)
        return [organization(program, request, language), service]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """This page for its own address; any page below it in one query."""
        if path_components:
            return self.route_below(request, path_components)
        return super().route(request, path_components)
