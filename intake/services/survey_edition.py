"""Opening an edition of a survey, which freezes its questions in each language that is complete; and closing it.

Structure, names and rules come from the English survey as it is published; a translation gives its words alone, found
by the ids of blocks and choices (docs/decisions/surveys.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from intake.exceptions import SurveyNotReady
from intake.models import Survey, SurveyEdition
from intake.questions.survey_answers import fixed_words
from intake.rules.survey import is_complete, mistakes_in, texts_of
from portal.common import audit
from portal.common.languages import BY_CODE, LANGUAGES, SOURCE_LANGUAGE, Language


@dataclass(frozen=True)
class Readiness:
    """Where one language of a survey stands: `missing` says why it would not be offered; nothing when it would."""

    language: Language
    survey: Survey | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class SurveyRow:
    """A survey in English, how each of its languages stands, and its editions, the newest first."""

    survey: Survey
    languages: list[Readiness]
    editions: list[SurveyEdition]


def surveys_with_editions() -> list[SurveyRow]:
    """Every survey. Two queries."""
    versions: dict[Any, list[Survey]] = {}
    for each in Survey.objects.select_related("locale").order_by("pk"):
        versions.setdefault(each.translation_key, []).append(each)
    editions: dict[int, list[SurveyEdition]] = {}
    for edition in SurveyEdition.objects.defer("stream", "texts").order_by("-opened_at"):
        editions.setdefault(edition.survey_id, []).append(edition)
    return [
        SurveyRow(source, _readiness(found), editions.get(source.pk, []))
        for found in versions.values()
        for source in found
        if source.language == SOURCE_LANGUAGE
    ]


def readiness_of(survey: Survey) -> list[Readiness]:
    """How each language of the portal stands, in the order of the portal. One query."""
    return _readiness(Survey.objects.filter(translation_key=survey.translation_key).select_related("locale"))


def _readiness(versions: Iterable[Survey]) -> list[Readiness]:
    found = {each.language: each for each in versions}
    source = found.get(SOURCE_LANGUAGE)
    return [Readiness(language, found.get(language), _missing(found.get(language), source)) for language in LANGUAGES]


def _missing(survey: Survey | None, source: Survey | None) -> tuple[str, ...]:
    if survey is None or source is None:
        return ("there is no translation",)
    missing = survey.why_not_sent(source)
    if not missing and not is_complete(texts_of(source.stream), texts_of(survey.stream)):
        missing.append("parts of the text are not translated")
    return tuple(missing)


def addresses_of(edition: SurveyEdition, name: str, *args: Any) -> list[dict[str, Any]]:
    """The public address of this name, in each language of an edition: `language` and `address`."""
    found = []
    for code in edition.languages:
        with override(code):
            found.append({"language": BY_CODE[code], "address": reverse(name, args=args)})
    return found


@transaction.atomic
def open_edition(survey_id: int, user: Any, *, seen: str | None = None) -> SurveyEdition:
    """Asks the questions as they are published now, from now on; the edition before it of the same purpose is closed.

    `seen` is the id of the newest edition on the page where the button stood, or empty: where there is a newer one by
    now, that one is given back, so that a double click opens one and closes none that has just been opened.
    Raises SurveyNotReady where the English survey is not published, or its questions hold a mistake.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("locale").filter(pk=survey_id).first()
    if survey is None or survey.language != SOURCE_LANGUAGE or not survey.live or mistakes_in(survey.stream):
        raise SurveyNotReady
    newest = survey.editions.order_by("-pk").first()
    if newest is not None and seen not in (None, str(newest.pk)):
        return newest
    editions = SurveyEdition.objects.filter(purpose=survey.purpose)
    for before in editions.filter(closed_at=None).select_for_update():
        _close(before, user)
    edition = SurveyEdition.objects.create(
        survey=survey,
        purpose=survey.purpose,
        number=(editions.aggregate(last=Max("number"))["last"] or 0) + 1,
        minutes=survey.minutes,
        stream=survey.stream,
        texts=_frozen_texts(survey),
        opened_by=user,
    )
    audit.record(audit.Verb.CREATE, actor=user, obj=edition, fields=["stream", "texts"])
    return edition


def _frozen_texts(survey: Survey) -> dict[str, dict[str, Any]]:
    found = readiness_of(survey)
    return {each.language.code: _frozen(each.survey) for each in found if each.survey and not each.missing}


def _frozen(survey: Survey) -> dict[str, Any]:
    with override(survey.language.code):
        fixed = fixed_words()
    return {"title": survey.title, "intro": survey.intro, "words": texts_of(survey.stream), "fixed": fixed}


@transaction.atomic
def close_edition(edition_id: int, user: Any) -> None:
    """Asks it of nobody any more. One that is closed stays as it is."""
    for edition in SurveyEdition.objects.select_for_update().filter(pk=edition_id, closed_at=None):
        _close(edition, user)


def _close(edition: SurveyEdition, user: Any) -> None:
    edition.closed_at = timezone.now()
    edition.save(update_fields=["closed_at"])
    audit.record(audit.Verb.CHANGE, actor=user, obj=edition, fields=["closed_at"])
