"""A mediator's own pages: invitations and cases, with what the role table of SECURITY.md gives them and no more."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake.constants import Conflict
from intake.exceptions import CaseNotHere
from intake.forms.mediator import DeclarationForm
from intake.permissions import MEDIATE
from intake.services.mediation import mediations_of, read_mediation
from intake.services.mediator import accept_case, declare_conflict, decline_case
from intake.staff.page import StaffPage, come_back
from portal.common.policies import staff_with


class MediationsView(StaffPage):
    """This mediator's invitations and cases, by reference."""

    template_name = "intake/staff/mediations.html"
    page_title = "My mediations"
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing of anybody stands in the list."""
        return super().get_context_data(**kwargs, assignments=mediations_of(self.request.user))


class MediationView(StaffPage):
    """One invitation or case of this mediator; 404 for another's. A POST accepts it, or declares what is known now."""

    template_name = "intake/staff/mediation.html"
    header_icon = "group"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stores the declaration, and with it the yes to an invitation."""
        form = DeclarationForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, **kwargs), status=422)
        conflict, place = Conflict(form.cleaned_data["conflict"]), self.kwargs["assignment_id"]
        service = accept_case if request.POST.get("action") == "accept" else declare_conflict
        words = "You have this case now." if service is accept_case else "Your declaration is stored."
        return come_back(request, lambda: service(place, request.user, conflict), words, "mediations:mediation", place)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case as this mediator may see it; the read is audited."""
        try:
            self.mediation = read_mediation(self.kwargs["assignment_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        form = kwargs.pop("form", None) or DeclarationForm()
        return super().get_context_data(**kwargs, mediation=self.mediation, form=form)

    def get_page_title(self) -> str:
        """The reference says nothing about anyone."""
        return f"Mediation {self.mediation.reference}"

    def trail(self) -> list[tuple[str, str]]:
        """The list."""
        return [(reverse("mediations:list"), "My mediations")]


@require_POST
def _decline(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    return come_back(
        request, lambda: decline_case(assignment_id, request.user), "You declined the case.", "mediations:list"
    )


mediations = staff_with(MEDIATE)(MediationsView.as_view())
mediation = staff_with(MEDIATE)(MediationView.as_view())
decline = staff_with(MEDIATE)(_decline)
