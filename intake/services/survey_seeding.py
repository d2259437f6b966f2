"""The surveys of the first day, in every language (DOMAIN section 3): made once, and never touched again."""

import tomllib
import uuid
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from home.seeding.originals import ensure_locales
from home.seeding.translations import translate_from_draft
from intake.constants.survey import SurveyPurpose
from intake.models import Survey
from intake.rules.survey import SECTION
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"
OUR_NAMES = uuid.UUID("5d0a1c86-3f4e-4f0b-9b57-2f6a7c1d9e10")
"""The space of names from which the ids of seeded blocks are made, so that they are the same in every installation."""

OPTIONAL = ("stem_for_employees", "hint", "asked_after", "asked_if")
"""What the files leave out; wagtail-localize can't read a text that is not there at all."""

Words = dict[str, Any]


def words_of(language: Language) -> dict[str, Words]:
    """What the file of a language says, by purpose; empty where there is no file."""
    path = CONTENT_DIR / language.code / "surveys.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@transaction.atomic
def seed_surveys() -> dict[Language, int]:
    """Makes the surveys that are missing and changes none that is there; says how many each language got. Translations
    are marked as drafted by software until a person has reviewed them."""
    locales, source = ensure_locales(), words_of(SOURCE_LANGUAGE)
    originals = {purpose: _original(purpose, locales[SOURCE_LANGUAGE.code], source[purpose]) for purpose in source}
    made = {}
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        texts = words_of(language)
        made[language] = sum(
            translate_from_draft(
                original,
                locales[language.code],
                built(purpose, source[purpose]),
                built(purpose, source[purpose], texts[purpose]),
            )
            for purpose, original in originals.items()
            if original is not None and purpose in texts
        )
    return made


def _original(purpose: str, locale: Locale, words: Words) -> Survey | None:
    """The English survey of this purpose, made if there never was one; None where somebody took it away."""
    found = Survey.objects.filter(purpose=purpose, locale=locale).order_by("pk").first()
    if found is not None:
        return found
    if Survey.objects.filter(purpose=purpose).exists():
        return None
    survey = built(purpose, words)
    survey.locale, survey.live = locale, False
    survey.full_clean()
    survey.save()
    survey.save_revision().publish()
    survey.refresh_from_db()
    return survey


def built(purpose: str, source: Words, translated: Words | None = None) -> Survey:
    """The survey, unsaved, with the structure of `source` and its words, or those of a translation."""
    said = translated or source
    return Survey(
        purpose=SurveyPurpose(purpose),
        title=said["title"],
        intro=said["intro"],
        minutes=source["minutes"],
        questions=[_block(purpose, block, translated) for block in source["blocks"]],
    )


def _block(purpose: str, block: Words, translated: Words | None) -> Words:
    key = block["key"]
    words = {} if translated is None else translated["words"][key]
    empty = dict.fromkeys(("intro",) if block["type"] == SECTION else OPTIONAL, "")
    value = empty | {name: given for name, given in block.items() if name not in ("type", "choices")} | words
    if "choices" in block:
        labels = words.get("choices", {})
        value["choices"] = [
            {
                "type": "item",
                "id": _id_of(purpose, key, choice["key"]),
                "value": choice | ({"label": labels[choice["key"]]} if translated else {}),
            }
            for choice in block["choices"]
        ]
    if block["type"] == SECTION:
        del value["key"]
    return {"type": block["type"], "id": _id_of(purpose, key), "value": value}


def _id_of(*names: str) -> str:
    return str(uuid.uuid5(OUR_NAMES, "/".join(names)))
