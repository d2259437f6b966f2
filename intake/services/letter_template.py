"""The texts of letters: seeding them in every language."""

from django.db import transaction

from intake.models import LetterTemplate
from intake.services.translated_seeding import Words, seed_translated, words_in
from portal.common.languages import Language


def texts_of(language: Language) -> dict[str, Words]:
    """The letters of one language as its file has them, by event."""
    return words_in(language, "letters.toml")


@transaction.atomic
def seed_letters() -> dict[Language, int]:
    """Makes the letters that are missing and changes none that is there; says how many each language got."""
    return seed_translated(LetterTemplate, "kind", texts_of, built)


def built(kind: str, source: Words, translated: Words | None) -> LetterTemplate:
    """The letter, unsaved."""
    return LetterTemplate(kind=kind, **(translated or source))
