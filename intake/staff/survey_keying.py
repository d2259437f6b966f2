"""Keying replies that came on paper or by phone: first which kind, then the same questions as everybody answers, all on
one page, in the order and the words in which they are read aloud (UX-53)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from intake.constants.survey import Audience
from intake.exceptions import SurveyNotHere
from intake.forms.survey import SurveyPageForm, asked_only
from intake.forms.survey_ways import KeyingForm
from intake.models import SurveyEdition
from intake.permissions import WORK_CASE
from intake.rules.survey import questions_of
from intake.services.survey_keying import key_reply, keyable_edition, keyable_editions
from intake.staff.form_page import StaffFormView
from intake.tokens import new_link_secret
from portal.common.languages import BY_CODE
from portal.common.policies import staff_with

LONGEST_KEY = 64


def trail_of(edition: SurveyEdition) -> tuple[tuple[str, str], ...]:
    """The pages above one about the ways to answer an edition."""
    ways = reverse("surveys:ways", args=[edition.pk])
    return (reverse("surveys:list"), "Surveys"), (ways, str(edition))


class ChooseView(StaffFormView):
    """Asks which kind of reply it is, and leads to its questions. 404 for an edition that was closed too long ago."""

    form_class = KeyingForm
    header_icon, page_title = "edit", "Key a reply"
    button: ClassVar[str] = "Go on"
    intro = (
        "Key what somebody wrote on paper, or ask the questions by phone.",
        "Do not note such a call at a case: nobody should be able to tell whose answers these are.",
    )

    def fetch(self) -> None:
        """The edition."""
        edition = keyable_editions().filter(pk=self.kwargs["edition_id"]).first()
        if edition is None:
            raise Http404
        self.edition, self.trail = edition, trail_of(edition)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom and in which languages the survey asks."""
        audiences = self.edition.audiences
        return {**super().get_form_kwargs(), "audiences": audiences, "languages": self.edition.languages}

    def form_valid(self, form: Any) -> HttpResponse:
        """The questions; nothing is stored."""
        chosen = form.cleaned_data
        kind = [self.edition.pk, chosen["audience"], chosen["language"], chosen["mode"]]
        return HttpResponseRedirect(reverse("surveys:keying", args=kind))

    def get_success_url(self) -> str:
        """The ways to answer this edition."""
        return reverse("surveys:ways", args=[self.edition.pk])


class KeyingView(StaffFormView):
    """All questions of an edition. What was typed stays on a mistake; the same form is stored once."""

    form_class = SurveyPageForm
    template_name = "intake/staff/survey_keying.html"
    header_icon, page_title = "edit", "Key a reply"
    button: ClassVar[str] = "Store the reply"

    def fetch(self) -> None:
        """The edition, if a reply of this kind is keyed to it."""
        try:
            self.edition = keyable_edition(**self.kwargs)
        except SurveyNotHere:
            raise Http404 from None
        self.trail = trail_of(self.edition)
        self.audience = Audience(self.kwargs["audience"])
        self.texts = self.edition.texts[self.kwargs["language"]]
        self.questions = list(questions_of(self.edition.sections))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Every question, as this audience reads it in this language. The prefix keeps their names for themselves."""
        more = {"prefix": "answer", "questions": self.questions, "texts": self.texts, "audience": self.audience}
        return {**super().get_form_kwargs(), **more}

    def form_valid(self, form: Any) -> HttpResponse:
        """Stores it and leads to an empty form for the next."""
        key = self.request.POST.get("form_key", "")
        if not 0 < len(key) <= LONGEST_KEY:
            form.add_error(None, "This form was not complete. Check the answers and store it again.")
            return self.form_invalid(form)
        kind = {name: self.kwargs[name] for name in ("audience", "language", "mode")}
        key_reply(self.edition.pk, self.request.user, key, given=form.given(), **kind)
        messages.success(self.request, "The reply is stored. Here is an empty form for the next one.")
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions in their sections. A form that comes back keeps its key."""
        context = super().get_context_data(**kwargs)
        sent = self.request.POST.get("form_key", "")
        parts = [
            {
                "words": self.texts["words"].get(section.id, {}),
                "rows": [
                    (context["form"][question.key], asked_only(question, self.questions, self.texts, self.audience))
                    for question in section.questions
                ],
            }
            for section in self.edition.sections
        ]
        language = BY_CODE[self.kwargs["language"]]
        key = sent if 0 < len(sent) <= LONGEST_KEY else new_link_secret()
        return context | {"parts": parts, "language": language, "audience": self.audience, "form_key": key}

    def get_success_url(self) -> str:
        """The ways to answer this edition."""
        return reverse("surveys:ways", args=[self.edition.pk])


choose = staff_with(WORK_CASE)(ChooseView.as_view())
key = staff_with(WORK_CASE)(KeyingView.as_view())
