"""Own words from surveys: reading them, and proposing one as a quote. For the lead administrator."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from intake.exceptions import CaseNotHere, QuoteNotHere
from intake.forms.survey_quote import QuoteForm
from intake.models import SurveyEdition
from intake.permissions import READ_SURVEY_TEXTS
from intake.services.survey_quote import propose_quote
from intake.services.survey_texts import read_texts, text_of
from intake.staff.form_page import StaffFormView
from intake.staff.page import StaffPage
from intake.staff.survey_results import below_results, edition_or_404
from intake.staff.survey_words import english, stem_of
from portal.common.languages import BY_CODE
from portal.common.policies import staff_with


class SurveyTextsView(StaffPage):
    """What people wrote, question by question, in another order at each look."""

    template_name = "intake/staff/survey_texts.html"
    page_title = "In their own words"
    header_icon = "pilcrow"

    def trail(self) -> list[tuple[str, str]]:
        """Below the results of the edition."""
        return below_results(self.kwargs["edition_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The texts; reading them is noted."""
        edition = edition_or_404(self.kwargs["edition_id"])
        said = english(edition)
        texts = [
            (stem_of(question, said), [(words, BY_CODE[words.language].tag) for words in found])
            for question, found in read_texts(edition, self.request.user)
        ]
        return super().get_context_data(**kwargs, edition=edition, texts=texts)


class QuoteView(StaffFormView):
    """Edits one text into a quote. Which one comes in the body, never in the address: addresses are logged."""

    http_method_names = ["post"]
    form_class = QuoteForm
    header_icon = "openquote"
    page_title = "Propose a quote"
    button = "Propose"
    done = "The quote waits for a second person to agree."
    intro = (
        "The person allowed us to use these words without their name. Somebody else has to agree to your wording.",
    )
    edition: SurveyEdition

    def fetch(self) -> None:
        """The edition."""
        self.edition = edition_or_404(self.kwargs["edition_id"])
        self.trail = ((reverse("surveys:list"), "Surveys"), (self.get_success_url(), "In their own words"))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the list of texts the form with the text as it is; from the form, keeps it."""
        if "text" in self.request.POST:
            return super().post(*args, **kwargs)
        words = text_of(self.edition, self.request.POST.get("token", ""))
        if words is None:
            raise Http404
        form = QuoteForm(initial={"text": words.text, "token": words.token})
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: Any) -> None:
        """Keeps it. 404 for words that may not be quoted."""
        try:
            propose_quote(self.edition, form.cleaned_data["token"], form.cleaned_data["text"], self.request.user)
        except QuoteNotHere:
            raise CaseNotHere from None

    def get_success_url(self) -> str:
        """Back to the texts."""
        return reverse("surveys:texts", args=[self.edition.pk])


survey_texts = staff_with(READ_SURVEY_TEXTS)(SurveyTextsView.as_view())
survey_quote = staff_with(READ_SURVEY_TEXTS)(QuoteView.as_view())
