"""Questions and answers: one page for each question, below one index that groups them by topic."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from outreach.question_list import QuestionList
from portal.common.blocks import KeyBlock
from portal.common.classification import Retention, classified
from portal.common.pages import BasePage
from portal.common.pagination import pages_of
from portal.common.part_pages import ListingPage


class Audience(models.TextChoices):
    """Whom a question is for."""

    COMMUNITY = "community", "Community members"
    POLICE = "police", "Police personnel"
    BOTH = "both", "Both"


# What a reader can choose on the index: the last part of its address.
FILTERS = (Audience.COMMUNITY, Audience.POLICE)
# More questions than this make a second page of the list.
PER_PAGE = 100


class TopicBlock(StructBlock):
    """A heading on the index, and the key that questions name it by."""

    key = KeyBlock(
        max_length=20,
        label="Name in addresses",
        help_text="Small Latin letters, for example: taking-part. Questions name their topic by it; keep it.",
    )
    title = CharBlock(max_length=80)

    class Meta:
        icon = "folder-open-inverse"
        label = "Topic"
        description = "A group of questions. Its place here is its place on the page."
        preview_value = {"key": "privacy", "title": "Privacy"}


class FaqIndexPage(ListingPage):
    """All questions, grouped by topic; `community/` and `police/` below it show those for one audience."""

    topics = StreamField([("topic", TopicBlock())], min_num=1, max_num=12)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["outreach.FaqPage"]
    max_count = 1
    template = "outreach/faq_index_page.html"
    page_description = "All questions, grouped by topic. There is one."
    # DESIGN section 8: outside checks rely on /<language>/faq/.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    field_classes = classified(retention=Retention.CONTENT, K1="topics")

    content_panels = [*ListingPage.content_panels, FieldPanel("topics")]

    class Meta:
        verbose_name = "list of questions"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The list for one audience at `community/` and `police/`, else as every page."""
        if len(path_components) == 1 and path_components[0] in FILTERS and self.live:
            return RouteResult(self, kwargs={"audience": Audience(path_components[0])})
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `topics`, each with its questions, and the `audience` chosen if there is one."""
        context = super().get_context(request, *args, **kwargs)
        audience = kwargs.get("audience")
        own = next(item["url"] for item in context["languages"] if item["current"])
        if audience:
            # The Languages menu keeps the choice; search engines are told of the whole list only.
            context["languages"] = [item | {"url": f"{item['url']}{audience}/"} for item in context["languages"]]
            context["alternates"] = []
        return context | {"audience": audience, "own_url": own} | self.listed(request, audience)

    def listed(self, request: HttpRequest, audience: Audience | None) -> dict[str, Any]:
        """One page of the questions: `topics` with their questions and, for the way to the others, `rows`. Where there
        are others, `topic_pages` says where each topic begins; else `contents` names the topics on this page."""
        audiences = (audience, Audience.BOTH) if audience else tuple(Audience)
        titles = {block.value["key"]: block.value["title"] for block in self.topics}
        questions = QuestionList(self.path, audiences, titles)
        rows, contents = pages_of(questions.ids(), request, PER_PAGE), questions.contents(PER_PAGE)
        parted = rows.has_other_pages()
        return {
            "topics": questions.topics(rows),
            "rows": rows,
            "topic_pages": contents if parted else [],
            "contents": [] if parted else contents,
        }


class FaqPageForm(WagtailAdminPageForm):
    """Offers the topics of the index that the question stands below."""

    topic = forms.ChoiceField(help_text="Topics and their order are kept on the list of questions.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        index = self.parent_page.specific if self.parent_page else None
        if "topic" in self.fields and isinstance(index, FaqIndexPage):
            topics = [(block.value["key"], block.value["title"]) for block in index.topics]
            self.fields["topic"].choices = [("", "Choose a topic"), *topics]


class FaqPage(BasePage):
    """One question; its title is the question itself."""

    answer = RichTextField(
        features=["bold", "link", "ul", "ol"],
        help_text="The answer first, then what else matters. Three short paragraphs are enough.",
    )
    also_asked = models.TextField(
        "other ways to ask this",
        blank=True,
        help_text="For this site's search, never shown: how people ask who use other words. Example: How much is it?",
    )
    topic = models.CharField(max_length=20)
    audience = models.CharField("for", max_length=10, choices=Audience.choices, default=Audience.BOTH)
    related = StreamField(
        [("question", PageChooserBlock(page_type="outreach.FaqPage", label="Question"))],
        blank=True,
        max_num=4,
        verbose_name="related questions",
    )
    last_reviewed_at = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last made sure that the answer is right."
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who did. The public sees the date only.",
    )
    to_confirm = models.TextField(
        blank=True,
        help_text="What somebody has still to confirm. The public never sees it, so word the answer to be true either"
        " way.",
    )

    parent_page_types = ["outreach.FaqIndexPage"]
    subpage_types: list[str] = []
    base_form_class = FaqPageForm
    template = "outreach/faq_page.html"
    search_kind = gettext_lazy("Question")
    search_rank = 1
    search_only = ("also_asked",)
    page_description = "One question and its answer."
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("topic", overridable=False),
        SynchronizedField("to_confirm", overridable=False),
    ]
    # Which part of the list a question stands in does not wait for the next translation.
    facts_of_source = ("topic", "audience", "last_reviewed_at")
    field_classes = classified(
        retention=Retention.CONTENT,
        K1="answer also_asked topic audience related last_reviewed_at to_confirm",
        K10="reviewed_by",
    )

    content_panels = [
        HelpPanel("Ask as people ask, answer in plain words. What the City has not confirmed is no fact yet."),
        TitleFieldPanel(
            "title", heading="Question", placeholder="Question", help_text="As people ask it, and as readers see it."
        ),
        FieldPanel("answer"),
        FieldPanel("also_asked"),
        MultiFieldPanel(
            [FieldPanel("topic"), FieldPanel("audience"), FieldPanel("related")], heading="Where it stands"
        ),
        MultiFieldPanel(
            [FieldPanel("to_confirm"), FieldPanel("last_reviewed_at"), FieldPanel("reviewed_by")],
            heading="For editors",
        ),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="For search engines"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = "question"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `related` questions as links."""
        context = super().get_context(request, *args, **kwargs)
        links = [context["links"].get(page_id) for page_id in self.related_ids()]
        return context | {"related": [link for link in links if link]}

    def related_ids(self) -> list[int]:
        """The ids of the related questions, whatever language they were chosen in. No query."""
        return [item["value"] for item in self.related.raw_data if item["value"]]

    def linked_page_ids(self) -> set[int]:
        """The pages that the answer links to, and the related questions."""
        return super().linked_page_ids() | set(self.related_ids())
