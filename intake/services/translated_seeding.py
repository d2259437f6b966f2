"""Seeding content of the program from files, in every language: made once, and never touched again."""

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from wagtail.models import Locale

from home.seeding.originals import ensure_locales
from home.seeding.translations import translate_from_draft
from intake.models.translated import TranslatedContent
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"

Words = dict[str, Any]
"""What a file says of one text."""
Read = Callable[[Language], dict[str, Words]]
Build = Callable[[str, Words, Words | None], TranslatedContent]
"""A text, unsaved, by its key: of the English words, and those of a translation if it is one."""


def words_in(language: Language, name: str) -> dict[str, Words]:
    """The texts in a file of one language, by key; empty where there is no file."""
    path = CONTENT_DIR / language.code / name
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def seed_translated(model: type[TranslatedContent], by: str, read: Read, build: Build) -> dict[Language, int]:
    """Makes the texts that are missing and changes none that is there; says how many each language got. `by` is the
    field that holds the key. Translations are marked as drafted by software until a person has reviewed them."""
    locales, source = ensure_locales(), read(SOURCE_LANGUAGE)
    english = locales[SOURCE_LANGUAGE.code]
    originals = {
        key: _original(model, {by: key}, english, partial(build, key, words, None)) for key, words in source.items()
    }
    made = {}
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        texts = read(language)
        made[language] = sum(
            translate_from_draft(
                original, locales[language.code], build(key, source[key], None), build(key, source[key], texts[key])
            )
            for key, original in originals.items()
            if original is not None and key in texts
        )
    return made


def _original(
    model: type[TranslatedContent], which: dict[str, str], locale: Locale, build: Callable[[], TranslatedContent]
) -> TranslatedContent | None:
    """The English text, made if there never was one; None where somebody took it away."""
    every = model._base_manager.filter(**which)
    found: TranslatedContent | None = every.filter(locale=locale).order_by("pk").first()
    if found is not None or every.exists():
        return found
    built = build()
    built.locale, built.live = locale, False
    built.full_clean()
    built.save()
    built.save_revision().publish()
    built.refresh_from_db()
    return built
