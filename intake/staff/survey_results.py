"""The results of an edition for staff: what people answered, as far as it may be shown."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from intake.constants.survey import Audience, QuestionKind
from intake.forms.survey_results import ResultsFilterForm
from intake.models import SurveyEdition
from intake.permissions import VIEW_SURVEY_RESULTS
from intake.rules.survey import Question
from intake.rules.survey_results import Wanted
from intake.services.statistics import running_half_year
from intake.services.survey_rates import response_rates
from intake.services.survey_results import Results, results_of
from intake.staff.page import StaffPage
from intake.staff.survey_words import audiences_of, english, labels_of, other_stem_of, stem_of
from portal.common.languages import BY_CODE
from portal.common.policies import staff_with


def edition_or_404(edition_id: int) -> SurveyEdition:
    """The edition. Raises Http404."""
    edition = SurveyEdition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise Http404
    return edition


def below_results(edition_id: int) -> list[tuple[str, str]]:
    """The pages above one about the results of an edition."""
    return [(reverse("surveys:list"), "Surveys"), (reverse("surveys:results", args=[edition_id]), "Results")]


def filter_form(results: Results, data: Any) -> ResultsFilterForm:
    """The choices that an edition offers. Half-years that wait for more answers are not among them."""
    half_years = sorted({cell.half_year for block in results.reply_blocks for cell in block})
    return ResultsFilterForm(
        data,
        audiences=audiences_of(results.edition),
        languages=[(code, BY_CODE[code].name) for code in results.edition.languages],
        half_years=[(each, each) for each in half_years],
    )


class SurveyResultsView(StaffPage):
    """The questions of an edition with what was answered, for everybody or for a group that is large enough."""

    template_name = "intake/staff/survey_results.html"
    header_icon = "form"
    edition: SurveyEdition

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Fetches the edition first."""
        self.edition = edition_or_404(kwargs["edition_id"])
        return super().dispatch(*args, **kwargs)

    def get_page_title(self) -> str:
        """Which edition."""
        return f"Results: {self.edition}"

    def trail(self) -> list[tuple[str, str]]:
        """Below the surveys."""
        return [(reverse("surveys:list"), "Surveys")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter and the figures. A fixed number of queries."""
        results = results_of(self.edition)
        form = filter_form(results, self.request.GET)
        wanted = Wanted(**form.cleaned_data) if form.is_valid() else None
        return super().get_context_data(
            **kwargs,
            edition=self.edition,
            form=form,
            least=results.least,
            running=running_half_year(),
            replies=None if wanted is None else results.replies_of(wanted),
            rates=self.rates(results.least),
            sections=[] if wanted is None else self.sections(results, wanted),
        )

    def rates(self, least: int) -> list[dict[str, Any]]:
        """Of each audience, and of each of its languages, how many of those who were asked replied."""
        return [
            {
                "who": Audience(rate.audience).label,
                "language": BY_CODE[rate.language].name if rate.language else "All",
                "rate": rate,
            }
            for rate in response_rates(self.edition, least)
        ]

    def sections(self, results: Results, wanted: Wanted) -> list[dict[str, Any]]:
        """Each page of the survey with its questions."""
        said = english(self.edition)
        return [
            {
                "heading": said["words"].get(section.id, {}).get("heading", ""),
                "questions": [question_shown(each, said, results, wanted) for each in section.questions],
            }
            for section in self.edition.sections
        ]


def question_shown(question: Question, said: dict[str, Any], results: Results, wanted: Wanted) -> dict[str, Any]:
    """One question as the page has it: its words, and its figures where they may be shown."""
    labels = labels_of(question, said)
    figures = results.figures(question, wanted) if question.answers else None
    return {
        "question": question,
        "stem": stem_of(question, said, wanted.audience),
        "other_stem": "" if wanted.audience else other_stem_of(question, said),
        "is_text": not question.answers,
        "is_multiple": question.kind is QuestionKind.MULTIPLE,
        "figures": figures,
        "rows": [(labels[share.key], share) for share in figures.shares] if figures else [],
    }


survey_results = staff_with(VIEW_SURVEY_RESULTS)(SurveyResultsView.as_view())
