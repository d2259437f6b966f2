"""A link to a survey for one person, to hand over: shown once, as an address in each language of the edition."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from intake.exceptions import SurveyNotHere
from intake.forms.survey_link import SurveyLinkForm
from intake.models import SurveyEdition
from intake.permissions import WORK_CASE
from intake.services.survey_edition import addresses_of
from intake.services.survey_reply import hand_out_link
from intake.staff.form_page import StaffFormView
from portal.common.policies import staff_with


class SurveyLinkView(StaffFormView):
    """Asks who answers, then shows the link as the answer: it is stored nowhere, so a reload makes another one.

    404 for an edition that is closed.
    """

    form_class = SurveyLinkForm
    header_icon = "link"
    page_title = "A link to hand over"
    button: ClassVar[str] = "Make a link"
    edition: SurveyEdition

    def fetch(self) -> None:
        """The edition, if it is open."""
        edition = SurveyEdition.objects.filter(pk=self.kwargs["edition_id"], closed_at=None).first()
        if edition is None:
            raise Http404
        self.edition = edition
        self.intro = (
            f"{edition}. The link is for one person, and good for one reply. Nothing here says to whom you gave it.",
            "Send it only by a way that is safe for that person, or hand over a device of the program.",
        )
        self.trail = ((reverse("surveys:list"), "Surveys"),)

    def get_form_kwargs(self) -> dict[str, Any]:
        """As whom people answer this survey."""
        return {**super().get_form_kwargs(), "audiences": self.edition.audiences}

    def form_valid(self, form: Any) -> HttpResponse:
        """The page with the link."""
        try:
            secret = hand_out_link(self.edition.pk, form.cleaned_data["audience"], self.request.user)
        except SurveyNotHere:
            raise Http404 from None
        links = addresses_of(self.edition, "intake:survey", secret)
        for link in links:
            link["address"] = self.request.build_absolute_uri(link["address"])
        return render(self.request, "intake/staff/survey_link.html", self.get_context_data(form=form, links=links))

    def get_success_url(self) -> str:
        """The list of surveys."""
        return reverse("surveys:list")


survey_link = staff_with(WORK_CASE)(SurveyLinkView.as_view())
