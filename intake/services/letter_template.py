"""The texts of letters: seeding them in every language, and keeping in mind what each translation was made of."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Locale
from wagtail.signals import published
from wagtail_localize.models import Translation, TranslationSource

from home.seeding.originals import ensure_locales
from home.seeding.translations import translate_from_draft
from intake.constants import LetterKind
from intake.models import LetterTemplate
from intake.models.letter import digest_of
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from portal.common.translation_notices import notice_for

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"

Texts = dict[LetterKind, dict[str, str]]


def texts_of(language: Language) -> Texts:
    """The letters of one language as its file has them; empty where there is no file."""
    path = CONTENT_DIR / language.code / "letters.toml"
    if not path.exists():
        return {}
    return {LetterKind(kind): words for kind, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}


@transaction.atomic
def seed_letters() -> dict[Language, int]:
    """Makes the letters that are missing and changes none that is there; says how many each language got. Translations
    are marked as drafted by software until a person has reviewed them."""
    locales, source = ensure_locales(), texts_of(SOURCE_LANGUAGE)
    originals = {kind: _original(kind, locales[SOURCE_LANGUAGE.code], source[kind]) for kind in source}
    made = {}
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        texts = texts_of(language)
        made[language] = sum(
            translate_from_draft(
                original,
                locales[language.code],
                LetterTemplate(kind=kind, **source[kind]),
                LetterTemplate(kind=kind, **texts[kind]),
            )
            for kind, original in originals.items()
            if original is not None and kind in texts
        )
    return made


def _original(kind: LetterKind, locale: Locale, words: dict[str, str]) -> LetterTemplate | None:
    """The English letter of this kind, made if there never was one; None where somebody took it away."""
    found = LetterTemplate.objects.filter(kind=kind, locale=locale).first()
    if found is not None:
        return found
    if LetterTemplate.objects.filter(kind=kind).exists():
        return None
    letter = LetterTemplate(kind=kind, locale=locale, live=False, **words)
    letter.full_clean()
    letter.save()
    letter.save_revision().publish()
    letter.refresh_from_db()
    return letter


@receiver(published, sender=LetterTemplate, dispatch_uid="intake.letter_template")
def note_source(sender: type, instance: LetterTemplate, **kwargs: Any) -> None:
    """A published translation remembers which English words it stands for, and how it was made. When the English text
    is published, its translators get the new words at once."""
    if instance.language == SOURCE_LANGUAGE:
        source = TranslationSource.objects.filter(object_id=instance.translation_key, locale=instance.locale).first()
        if source is not None and _digest_of_source(source) != instance.digest:
            TranslationSource.update_or_create_from_instance(instance)
        return
    LetterTemplate.objects.filter(pk=instance.pk).update(
        translation_notice=notice_for(instance), source_digest=_digest_translated(instance)
    )


def _digest_translated(letter: LetterTemplate) -> str:
    """Of the words that translators were given; where a person keeps the letter by hand, of the English ones now."""
    managed = Translation.objects.filter(
        source__object_id=letter.translation_key, target_locale=letter.locale, enabled=True
    ).select_related("source")
    translation = managed.first()
    if translation is not None:
        return _digest_of_source(translation.source)
    original = LetterTemplate.objects.filter(
        translation_key=letter.translation_key, locale__language_code=SOURCE_LANGUAGE.code
    ).first()
    return original.digest if original else ""


def _digest_of_source(source: TranslationSource) -> str:
    words = json.loads(source.content_json)
    return digest_of(words["title"], words["body"])
