"""A survey as people will see it, while it is written: the real first page and the real pages of questions, below one
another, in the survey's language and in the words of either audience. Nothing in it can be sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from intake.constants.survey import Audience
from intake.forms.survey import SurveyPageForm
from intake.models import Survey
from intake.questions.survey_answers import fixed_words
from intake.rules.survey import texts_of


def preview(survey: Survey, request: HttpRequest, mode: str) -> HttpResponse:
    """All pages of a survey, as the audience of this mode reads them."""
    audience = Audience.EMPLOYEE if mode == Audience.EMPLOYEE else Audience.COMMUNITY
    with override(survey.language.code):
        texts = {"words": texts_of(survey.stream), "fixed": fixed_words()}
        pages = [
            {"words": texts["words"].get(section.id, {}), "form": shut_form(section.questions, texts, audience)}
            for section in survey.sections
        ]
        first = {"title": survey.title, "intro": survey.intro, "minutes": survey.minutes, "begin_url": "#page-1"}
        return render(request, "intake/staff/survey_preview.html", {**first, "pages": pages})


def shut_form(questions: Any, texts: Any, audience: Audience) -> SurveyPageForm:
    """The form of a page, in which nothing can be typed."""
    form = SurveyPageForm(questions=questions, texts=texts, audience=audience)
    for field in form.fields.values():
        field.disabled = True
    return form
