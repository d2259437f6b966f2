"""Content of the program that is translated text by text, and knows which English words each translation stands for."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from portal.common.classification import Retention, classified
from portal.common.languages import SOURCE_LANGUAGE, Language, language_of
from portal.common.pages import TranslationNotice


class TranslatedContent(DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, models.Model):
    """One text in one language. `source_digest` stands for the English words that a translation was published for, and
    `translation_notice` says how it was made; both are set when it is published (services/translated.py)."""

    translation_notice = models.CharField(
        max_length=10, choices=TranslationNotice.choices, default=TranslationNotice.NONE, blank=True, editable=False
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    field_classes = classified(retention=Retention.CONTENT, K1="translation_notice source_digest")

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @classmethod
    def digest_of(cls, words: Mapping[str, Any]) -> str:
        """A hash of the words, to tell whether they changed: values by field, as wagtail-localize keeps them."""
        raise NotImplementedError

    @property
    def language(self) -> Language:
        """The language that it is in."""
        return language_of(self.locale.language_code)

    @property
    def digest(self) -> str:
        """A hash of its words."""
        return self.digest_of(get_serializable_data_for_fields(self))

    @property
    def condition(self) -> str:
        """Where it stands, for the list, as far as it shows by itself."""
        if not self.live:
            return "Not published"
        if self.translation_notice == TranslationNotice.PARTIAL:
            return "Parts in English: not sent"
        return "Drafted by software, not reviewed" if self.translation_notice else "Ready"

    def why_not_sent(self, source: "TranslatedContent | None") -> list[str]:
        """What keeps it from reaching anyone, beside the English one; nothing when it is ready."""
        found = []
        if not self.live:
            found.append("the text is not published")
        if self.translation_notice == TranslationNotice.PARTIAL:
            found.append("parts of the text are not translated")
        if self.language != SOURCE_LANGUAGE and (source is None or source.digest != self.source_digest):
            found.append("the translation is older than the English text")
        return found
