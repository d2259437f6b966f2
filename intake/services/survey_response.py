"""Storing a reply to a survey: what was chosen apart from what was written, and nothing of when or by whom."""

from typing import Any

from intake.constants.survey import Audience, ReplyMode
from intake.models import SurveyEdition, SurveyResponse
from intake.rules.survey import kept_answers, questions_of
from intake.services.statistics import running_half_year
from intake.services.unordered import keep_unordered


def keep_response(
    edition: SurveyEdition,
    audience: Audience,
    given: dict[str, Any],
    *,
    language: str,
    mode: ReplyMode,
    is_doubted: bool = False,
) -> None:
    """Stores the answers to the questions that are asked, in the transaction of whoever calls."""
    answers = kept_answers(edition.sections, given)
    written = {question.key for question in questions_of(edition.sections) if not question.answers}
    row = SurveyResponse(
        edition=edition,
        audience=audience,
        language=language,
        mode=mode,
        half_year=running_half_year(),
        answers={key: answer for key, answer in answers.items() if key not in written},
        texts={key: answer for key, answer in answers.items() if key in written},
        is_doubted=is_doubted,
    )
    keep_unordered(row, row.half_year)
