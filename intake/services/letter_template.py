"""The texts of letters: seeding them in every language."""

import tomllib
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from home.seeding.originals import ensure_locales
from home.seeding.translations import translate_from_draft
from intake.constants import LetterKind
from intake.models import LetterTemplate
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language

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
