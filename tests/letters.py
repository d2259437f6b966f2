"""Letters for the tests: the texts of every event and language as seeding leaves them, without its half minute."""

from functools import cache

from django.utils.timezone import now
from wagtail.models import Locale

from home.models import ProgramDetails
from home.seeding.content import program_details, read_content
from intake.constants import LetterKind
from intake.models import LetterTemplate
from intake.services.delivery import deliver_next
from intake.services.letter_template import texts_of
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE

read_texts, read_program = cache(texts_of), cache(read_content)


def letters_ready() -> None:
    """Every letter in every language, published and reviewed, and the program's own lines; once a test."""
    if LetterTemplate.objects.exists():
        return
    locales = {each: Locale.objects.get_or_create(language_code=each.code)[0] for each in LANGUAGES}
    originals = {kind: LetterTemplate(kind=kind, **read_texts(SOURCE_LANGUAGE)[kind]) for kind in LetterKind}
    LetterTemplate.objects.bulk_create(
        LetterTemplate(
            kind=kind,
            locale=locales[language],
            translation_key=originals[kind].translation_key,
            source_digest="" if language == SOURCE_LANGUAGE else originals[kind].digest,
            last_published_at=now(),
            **read_texts(language)[kind],
        )
        for language in LANGUAGES
        for kind in LetterKind
    )
    if not ProgramDetails.objects.exists():
        programs = [program_details(read_program(language)) for language in LANGUAGES]
        for program, language in zip(programs, LANGUAGES, strict=True):
            program.locale, program.translation_key = locales[language], programs[0].translation_key
        ProgramDetails.objects.bulk_create(programs)


def deliver_all() -> None:
    """What the worker would send now."""
    while deliver_next():
        pass
