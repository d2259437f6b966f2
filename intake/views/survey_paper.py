"""A survey on paper: the questions of an open edition, as one audience reads them, with boxes and lines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from intake.constants.survey import Audience, QuestionKind
from intake.forms.survey import Words, asked_only, field_of
from intake.models import SurveyEdition
from intake.rules.survey import Question, Section, questions_of
from intake.views.survey import first_page_of, not_here, other_languages
from portal.common.policies import public

LINES = {QuestionKind.SHORT_TEXT: 1, QuestionKind.LONG_TEXT: 5}
"""How many lines to write on; none where there are boxes to tick."""


@public
@require_safe
def paper(request: HttpRequest, edition: int, audience: str) -> HttpResponse:
    """Every question on one page, to print. Blank questions are no secret: whoever has any link reads them."""
    found = SurveyEdition.objects.filter(pk=edition, closed_at=None).first()
    if found is None or audience not in found.audiences:
        return not_here(request)
    texts = found.texts.get(get_language() or "")
    if texts is None:
        return other_languages(request, found, "intake:survey_paper", edition, audience)
    parts = [on_paper(section, found, texts, Audience(audience)) for section in found.sections]
    return render(request, "intake/survey/paper.html", {**first_page_of(found), "parts": parts})


def on_paper(section: Section, edition: SurveyEdition, texts: Words, audience: Audience) -> dict[str, Any]:
    """One part of the sheet: its words and its questions."""
    words, everything = texts["words"].get(section.id, {}), list(questions_of(edition.sections))
    return {
        "title": words.get("heading", ""),
        "intro": words.get("intro", ""),
        "questions": [
            _on_paper(question, texts, audience) | {"after": asked_only(question, everything, texts, audience)}
            for question in section.questions
        ],
    }


def _on_paper(question: Question, texts: Words, audience: Audience) -> dict[str, Any]:
    field = field_of(question, texts, audience)
    return {
        "label": field.label,
        "hint": field.help_text,
        "takes_many": question.kind is QuestionKind.MULTIPLE,
        "choices": [label for _, label in getattr(field, "choices", ())],
        "lines": range(LINES.get(question.kind, 0)),
    }
