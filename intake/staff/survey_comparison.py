"""Two editions side by side, question by question: groups before and after, never persons, since nothing joins them."""

from typing import Any

from django.db.models import Q

from intake.constants.survey import SurveyPurpose
from intake.forms.survey_results import ComparisonForm
from intake.models import SurveyEdition
from intake.permissions import VIEW_SURVEY_RESULTS
from intake.rules.survey import questions_of
from intake.rules.survey_comparison import Pair, changed_words, changes_of, compared
from intake.rules.survey_results import Wanted
from intake.services.survey_results import Results, results_of
from intake.staff.page import StaffPage
from intake.staff.survey_results import below_results, edition_or_404
from intake.staff.survey_words import audiences_of, english, labels_of, stem_of
from portal.common.languages import BY_CODE, SOURCE_LANGUAGE
from portal.common.policies import staff_with

AROUND_A_TALK = (SurveyPurpose.PRE, SurveyPurpose.POST, SurveyPurpose.FOLLOW_UP)
"""The surveys that ask some questions before and after."""


def others_of(edition: SurveyEdition) -> list[tuple[str, str]]:
    """The editions that can be laid beside this one, the newest first."""
    purposes = AROUND_A_TALK if edition.purpose in AROUND_A_TALK else (edition.purpose,)
    found = SurveyEdition.objects.filter(~Q(pk=edition.pk), purpose__in=purposes).order_by("-opened_at")
    return [(str(each.pk), str(each)) for each in found.defer("stream", "texts")]


class SurveyComparisonView(StaffPage):
    """The other edition is the one before; its answers stand first."""

    template_name = "intake/staff/survey_comparison.html"
    page_title = "Compare editions"
    header_icon = "history"

    def trail(self) -> list[tuple[str, str]]:
        """Below the results of the edition."""
        return below_results(self.kwargs["edition_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the questions once another edition is chosen. A fixed number of queries."""
        after = edition_or_404(self.kwargs["edition_id"])
        form = ComparisonForm(self.request.GET, editions=others_of(after), audiences=audiences_of(after))
        shown: dict[str, Any] = {}
        if form.is_valid() and form.cleaned_data["edition"]:
            before = edition_or_404(int(form.cleaned_data["edition"]))
            shown = comparison_shown(results_of(before), results_of(after), form.cleaned_data["audience"])
        return super().get_context_data(**kwargs, edition=after, form=form, **shown)


def comparison_shown(before: Results, after: Results, audience: str) -> dict[str, Any]:
    """All that the page says about two editions."""
    found = compared(questions_of(before.edition.sections), questions_of(after.edition.sections))
    old, new = english(before.edition), english(after.edition)
    return {
        "before": before.edition,
        "pairs": [pair_shown(pair, before, after, audience) for pair in found.pairs],
        "only_before": [stem_of(each, old, audience) for each in found.only_first],
        "only_after": [stem_of(each, new, audience) for each in found.only_second],
    }


def pair_shown(pair: Pair, before: Results, after: Results, audience: str) -> dict[str, Any]:
    """One question in both: its words, how they changed, and the answers where both may be shown."""
    said, wanted = english(after.edition), Wanted(audience=audience)
    shown: dict[str, Any] = {
        "stem": stem_of(pair.second, said, audience),
        "is_same": pair.is_same,
        "is_text": not pair.second.answers,
        "is_reversed": pair.second.is_reversed,
        "changed": changed_words(pair, english(before.edition), said),
        "changed_languages": changed_languages(pair, before.edition, after.edition),
    }
    if not pair.is_same or not pair.second.answers:
        return shown
    old, new = before.figures(pair.first, wanted), after.figures(pair.second, wanted)
    if old is None or new is None:
        return shown
    labels = labels_of(pair.second, said)
    rows = [(labels[change.key], change) for change in changes_of(pair, old, new)]
    return shown | {"rows": rows, "old": old, "new": new}


def changed_languages(pair: Pair, before: SurveyEdition, after: SurveyEdition) -> list[str]:
    """The other languages of both in which the words are not the same."""
    both = [code for code in after.languages if code in before.texts and code != SOURCE_LANGUAGE.code]
    return [BY_CODE[code].name for code in both if changed_words(pair, before.texts[code], after.texts[code])]


survey_comparison = staff_with(VIEW_SURVEY_RESULTS)(SurveyComparisonView.as_view())
