"""Seeds the whole public site in every language that has a content file. Safe to run at every start."""

from django.db import transaction

from home.seeding import content, originals
from home.seeding.groups import ensure_groups
from home.seeding.translations import translate_from_draft
from home.seeding.workflow import ensure_workflow
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language


@transaction.atomic
def seed_site() -> dict[Language, int]:
    """Makes what is missing and changes nothing else; says how many objects each language got.

    A language without a content file gets nothing: no page of it is better than English words under its address.
    """
    ensure_groups()
    ensure_workflow()
    locales = originals.ensure_locales()
    source_words = content.read_content(SOURCE_LANGUAGE)
    source_locale = locales[SOURCE_LANGUAGE.code]
    program = originals.ensure_program(source_locale, source_words)
    home = originals.ensure_home(source_locale, source_words)
    request = originals.ensure_request(home, source_words)
    parts = ((program, content.program_details), (home, content.home_page), (request, content.request_page))
    made: dict[Language, int] = {}
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE and content.has_content(language):
            words = content.read_content(language)
            made[language] = sum(
                translate_from_draft(original, locales[language.code], build(source_words), build(words))
                for original, build in parts
            )
    return made
