"""The texts of letters: one for each event and language. They are content; nothing about any case is in them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import normalize_newlines
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.context import details_in
from intake.constants import LetterKind
from intake.models.translated import TranslatedContent
from intake.rules.placeholders import NAME, OF_ALL, OF_ANSWERS, OF_SESSIONS, OF_SURVEYS, mistakes_in
from portal.common.classification import Retention, classified
from portal.common.dates import clock_time, long_date, weekday_date
from portal.common.languages import SOURCE_LANGUAGE, Language

NAMES = ", ".join(f"{{{name}}}" for name in (*OF_ALL, *OF_SESSIONS, *OF_ANSWERS, *OF_SURVEYS))


class LetterTemplate(TranslatedContent):
    """One letter in one language."""

    kind = models.CharField("event", max_length=32, choices=LetterKind.choices)
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=4000, help_text="Plain paragraphs, with an empty line between two of them.")

    translatable_fields = [
        SynchronizedField("kind", overridable=False),
        TranslatableField("title"),
        TranslatableField("body"),
    ]
    field_classes = classified(retention=Retention.CONTENT, K1="id kind title body")

    panels = [
        HelpPanel(
            f"Names in braces are filled in when a letter is written: {NAMES}. Those of a meeting, of a last day to"
            " answer and of a survey only stand in letters about them. Write nothing about any case, promise no result,"
            " and never say who said no. Preview shows the letter with invented values beside the English one."
        ),
        FieldPanel("kind", read_only=True),
        FieldPanel("title"),
        FieldPanel("body"),
    ]

    class Meta(TranslatedContent.Meta):
        verbose_name = "letter"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "locale"], name="intake_letter_once_a_language")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Refuses names that are not known for this event, and braces that are no names."""
        super().clean()
        found = {name: mistakes_in(getattr(self, name), self.kind) for name in ("title", "body")}
        errors = {name: "; ".join(mistakes) for name, mistakes in found.items() if mistakes}
        if errors:
            raise ValidationError(errors)

    @classmethod
    def digest_of(cls, words: Mapping[str, Any]) -> str:
        """A hash of the title and the body; how a browser ends lines does not matter."""
        said = json.dumps([words["title"].strip(), normalize_newlines(words["body"]).strip()])
        return hashlib.sha256(said.encode()).hexdigest()

    def why_not(self, source: "LetterTemplate | None") -> tuple[str, ...]:
        """What keeps it from being sent, beside the English one; nothing when it is ready."""
        mistakes = [*mistakes_in(self.title, self.kind), *mistakes_in(self.body, self.kind)]
        return (*mistakes, *self.why_not_sent(source))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """A sheet with the letter and, beside it, the English one."""
        return "intake/staff/letter_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Both texts with invented values; a mistake in braces stays as it is, to be seen."""
        sources = type(self).objects.filter(kind=self.kind, locale__language_code=SOURCE_LANGUAGE.code)
        twin = None if self.language == SOURCE_LANGUAGE else sources.select_related("locale").first()
        return {"texts": [self._sample(), *([twin._sample()] if twin else [])]}

    def _sample(self) -> dict[str, Any]:
        values = invented_values(self.language)
        return {
            "language": self.language,
            "title": NAME.sub(lambda found: values.get(found[1], found[0]), self.title),
            "body": NAME.sub(lambda found: values.get(found[1], found[0]), self.body),
        }


def invented_values(language: Language) -> dict[str, str]:
    """What previews fill in: nobody's, except the program's own lines."""
    program, moment = details_in(language), timezone.now().replace(hour=2, minute=0) + timedelta(days=10)
    with override(language.code):
        return {
            "name": "Ani",
            "reference": "M-0000-0000",
            "program": program.name or "Mediation Program",
            "phone": program.phone or "(626) 555-0100",
            "hours": program.hours or "9–5",
            "link": f"{settings.WAGTAILADMIN_BASE_URL}/{language.code}/",
            "date": weekday_date(moment),
            "time": clock_time(moment),
            "place": "Example Library, Room 2, 1 Example Street",
            "answer_by": long_date(moment),
            "asked_on": long_date(moment),
        }
