"""Surveys as staff write them, one in each language, and the editions that were opened: frozen, and asked."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from intake.constants.survey import AUDIENCES, Audience, SurveyPurpose
from intake.models.survey_blocks import QuestionsBlock
from intake.models.translated import TranslatedContent
from intake.rules.survey import Section, sections_of
from portal.common.classification import Retention, classified


class Survey(TranslatedContent):
    """One survey in one language. What is asked of people is an edition of it."""

    purpose = models.CharField("asked", max_length=16, choices=SurveyPurpose.choices)
    title = models.CharField(max_length=120)
    intro = models.TextField("text on the first page", max_length=1000)
    minutes = models.PositiveSmallIntegerField(
        "minutes that it takes", default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    questions = StreamField(QuestionsBlock())

    translatable_fields = [
        SynchronizedField("purpose", overridable=False),
        TranslatableField("title"),
        TranslatableField("intro"),
        SynchronizedField("minutes", overridable=False),
        TranslatableField("questions"),
    ]
    field_classes = classified(retention=Retention.CONTENT, K1="id purpose title intro minutes questions")

    panels = [
        HelpPanel(
            "A section begins a page. Nobody has to answer any question. What people are asked is an edition: it keeps"
            " the questions as they are when you open it, and later changes here wait for the next one."
        ),
        FieldPanel("purpose"),
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("minutes"),
        FieldPanel("questions"),
    ]

    previewed_by: ClassVar[Callable[["Survey", HttpRequest, str], HttpResponse]]
    """Draws the preview; set where forms are known (intake/staff/survey.py)."""

    class Meta(TranslatedContent.Meta):
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def digest_of(cls, words: Mapping[str, Any]) -> str:
        """A hash of the words and of all that the questions are; the order of keys in the database does not matter."""
        said = [words["title"].strip(), words["intro"].strip(), json.loads(words["questions"])]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def stream(self) -> list[dict[str, Any]]:
        """The questions as they are stored."""
        return list(self.questions.get_prep_value())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The pages with their questions, without words."""
        return sections_of(self.stream)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One for the words of each side."""
        return [("", "For community members"), (Audience.EMPLOYEE, "For police employees")]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The real pages."""
        return type(self).previewed_by(self, request, mode_name)


class SurveyEdition(models.Model):
    """The questions of a survey as they were when it was opened; nothing in it is changed afterwards.

    `stream` is the English stream, for its structure; `texts` has, for each language that was complete, the stream in
    that language by the ids of blocks and choices, with `title` and `intro`. `number` counts the editions of a purpose.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="editions")
    purpose = models.CharField(max_length=16, choices=SurveyPurpose.choices)
    number = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField()
    stream = models.JSONField()
    texts = models.JSONField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.STATISTICS,
        K1="id survey purpose number minutes stream texts opened_at closed_at",
        K10="opened_by",
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-opened_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["purpose", "number"], name="intake_edition_once"),
            models.UniqueConstraint(
                fields=["purpose"], condition=models.Q(closed_at=None), name="intake_edition_one_open_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, edition {self.number}"

    @property
    def sections(self) -> tuple[Section, ...]:
        """The pages with their questions, without words."""
        return sections_of(self.stream)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """As whom people answer it."""
        return AUDIENCES[SurveyPurpose(self.purpose)]

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages in which it is asked."""
        return tuple(self.texts)
