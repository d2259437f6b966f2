"""Keeping in mind what each translation of the program's own content was made of: of letters and of surveys."""

import json
from typing import Any

from wagtail.signals import published
from wagtail_localize.models import Translation, TranslationSource

from intake.models import LetterTemplate, Survey
from intake.models.translated import TranslatedContent
from portal.common.languages import SOURCE_LANGUAGE
from portal.common.translation_notices import notice_for


def note_source(sender: type[TranslatedContent], instance: TranslatedContent, **kwargs: Any) -> None:
    """A published translation remembers which English words it stands for, and how it was made. When the English text
    is published, its translators get the new words at once."""
    if instance.language == SOURCE_LANGUAGE:
        source = TranslationSource.objects.filter(object_id=instance.translation_key, locale=instance.locale).first()
        if source is not None and _digest_of_source(source, sender) != instance.digest:
            TranslationSource.update_or_create_from_instance(instance)
        return
    sender._base_manager.filter(pk=instance.pk).update(
        translation_notice=notice_for(instance), source_digest=_digest_translated(instance)
    )


for model in (LetterTemplate, Survey):
    published.connect(note_source, sender=model, dispatch_uid=f"intake.translated.{model.__name__}")


def _digest_translated(content: TranslatedContent) -> str:
    """Of the words that translators were given; where a person keeps the text by hand, of the English ones now."""
    model = type(content)
    managed = Translation.objects.filter(
        source__object_id=content.translation_key, target_locale=content.locale, enabled=True
    ).select_related("source")
    translation = managed.first()
    if translation is not None:
        return _digest_of_source(translation.source, model)
    original = model._base_manager.filter(
        translation_key=content.translation_key, locale__language_code=SOURCE_LANGUAGE.code
    ).first()
    return original.digest if original else ""


def _digest_of_source(source: TranslationSource, model: type[TranslatedContent]) -> str:
    return model.digest_of(json.loads(source.content_json))
