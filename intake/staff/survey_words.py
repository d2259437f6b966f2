"""How the questions of an edition read to staff: in English, as they were frozen."""

from typing import Any

from intake.models import SurveyEdition
from intake.rules import survey
from intake.rules.survey import Question, answers_in_words
from portal.common.languages import SOURCE_LANGUAGE


def english(edition: SurveyEdition) -> dict[str, Any]:
    """What the edition says in English."""
    said: dict[str, Any] = edition.texts[SOURCE_LANGUAGE.code]
    return said


def stem_of(question: Question, said: dict[str, Any], audience: str = "") -> str:
    """The question, as this audience reads it."""
    return survey.stem_of(question, said["words"], audience) or question.key


def other_stem_of(question: Question, said: dict[str, Any]) -> str:
    """What police employees read instead, where it differs."""
    return str(said["words"].get(question.id, {}).get("stem_for_employees", ""))


def labels_of(question: Question, said: dict[str, Any]) -> dict[str, str]:
    """The words of each answer."""
    return dict(answers_in_words(question, said["words"], said["fixed"]))


def audiences_of(edition: SurveyEdition) -> list[tuple[str, str]]:
    """As whom people answer it."""
    return [(audience.value, str(audience.label)) for audience in edition.audiences]
