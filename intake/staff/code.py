"""A new code for one side, to read out, hand over or write into a letter: shown once, after a check who they are."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from intake.constants import Side
from intake.exceptions import CaseNotHere
from intake.forms.code import NewCodeForm
from intake.models import Party
from intake.permissions import WORK_CASE
from intake.services.sides import read_sides
from intake.services.space import may_have_code, renew_code
from intake.staff.form_page import StaffFormView
from intake.staff.page import trail_of_case
from portal.common.languages import language_of
from portal.common.policies import staff_with


class CodeView(StaffFormView):
    """Asks for the check, then shows the code as the answer: it is stored nowhere, so a reload makes another one.

    404 for a case that this person may not open, and for a side that may not know of it yet.
    """

    form_class = NewCodeForm
    header_icon = "key"
    page_title = "A new code"
    button: ClassVar[str] = "Make a new code"
    party: Party

    def fetch(self) -> None:
        """The side, if it may have a code."""
        self.case, parties = read_sides(self.kwargs["case_id"], self.request.user)
        party = next((each for each in parties if each.side == self.kwargs["side"]), None)
        if party is None or not may_have_code(party):
            raise CaseNotHere
        self.party = party
        side = Side(party.side).label.lower()
        self.intro = (
            f"With a code the {side} opens their own page: where things stand, their yes or no, the times.",
            "A new code ends the one before it at once, wherever it is open. Nobody can look a code up.",
            "Give it by phone, in person or in a letter. Never by text or email, and never by voicemail.",
        )
        self.trail = (*trail_of_case(self.case), (self.get_success_url(), "The two sides"))

    def form_valid(self, form: Any) -> HttpResponse:
        """The page with the code."""
        try:
            code = renew_code(self.case.pk, self.party.side, user=self.request.user)
        except CaseNotHere:
            raise Http404 from None
        address = f"/{language_of(self.party.language).code}/my/"
        context = self.get_context_data(form=form, code=code.text, address=self.request.build_absolute_uri(address))
        return render(self.request, "intake/staff/code.html", context)

    def get_success_url(self) -> str:
        """The page with both sides."""
        return reverse("cases:consent", args=[self.kwargs["case_id"]])


new_code = staff_with(WORK_CASE)(CodeView.as_view())
