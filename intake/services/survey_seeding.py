"""The surveys of the first day, in every language (DOMAIN section 3): made once, and never touched again."""

import uuid

from django.db import transaction

from intake.constants.survey import QuestionKind, SurveyPurpose
from intake.models import Survey
from intake.rules.survey import SECTION
from intake.services.translated_seeding import Words, seed_translated, words_in
from portal.common.languages import Language

OUR_NAMES = uuid.UUID("5d0a1c86-3f4e-4f0b-9b57-2f6a7c1d9e10")
"""The space of names from which the ids of seeded blocks are made, so that they are the same in every installation."""

OPTIONAL = ("stem_for_employees", "hint", "asked_after", "asked_if")
"""What the files leave out; wagtail-localize can't read a text that is not there at all."""


def words_of(language: Language) -> dict[str, Words]:
    """The surveys of one language as its file has them, by purpose."""
    return words_in(language, "surveys.toml")


@transaction.atomic
def seed_surveys() -> dict[Language, int]:
    """Makes the surveys that are missing and changes none that is there; says how many each language got."""
    return seed_translated(Survey, "purpose", words_of, built)


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
    empty: Words = dict.fromkeys(("intro",) if block["type"] == SECTION else OPTIONAL, "")
    if block["type"] == QuestionKind.AGREEMENT:
        empty["may_not_apply"] = True
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
