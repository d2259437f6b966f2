"""Deciding whether a case is eligible, as a page: three forms, for a yes, a no and the second person's yes.

Both doors use it: the program's (staff/screening.py) and the City's (staff/city.py). Who comes second finds what stands
now on the page, and what they filled in still in the form.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import CaseState
from intake.exceptions import CaseChanged, CaseNotHere, MoveRefused, SecondPersonNeeded
from intake.forms.case import CaseForm
from intake.models import Case
from intake.services.decision import Door, approve_decision, find_eligible, find_ineligible
from intake.staff.versioned import refusal_in_words

YES, NO, SECOND = "eligible", "not-eligible", "approve"
Bound = Mapping[str, CaseForm] | None
"""Forms that were filled in, by their answer."""
SERVICES = {YES: find_eligible, NO: find_ineligible, SECOND: approve_decision}


class DecisionView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows the page; POST to one of its three answers decides."""

    header_icon = "clipboard-list"
    door: ClassVar[Door]
    form_classes: ClassVar[Mapping[str, type[CaseForm]]]

    def load(self) -> None:
        """Fetches what the page shows; raises CaseNotHere."""
        raise NotImplementedError

    def opened(self) -> int | str:
        """What the forms carry: against what they were opened."""
        raise NotImplementedError

    def leads_to(self, case: Case) -> str:
        """Where a decision leads."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a case that this person may not open, the same as for one that does not exist."""
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        except CaseNotHere:
            raise Http404 from None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; its answers have no page of their own."""
        if "answer" in kwargs:
            raise Http404
        self.load()
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, answer: str = "", **kwargs: Any) -> HttpResponse:
        """Decides and leads on; a mistake, a refusal or somebody else's change shows the page again."""
        if answer not in self.form_classes:
            raise Http404
        form = self.form_classes[answer](request.POST)
        if form.is_valid():
            try:
                case = self.decide(answer, form)
            except CaseChanged:
                return self.again(answer, form)
            except (MoveRefused, SecondPersonNeeded) as error:
                form.add_error(None, refusal_in_words(error))
            else:
                messages.success(request, said(case, self.door))
                return HttpResponseRedirect(self.leads_to(case))
        self.load()
        return self.render_to_response(self.get_context_data(bound={answer: form}))

    def decide(self, answer: str, form: CaseForm) -> Case:
        """Hands the answer to its service."""
        service: Any = SERVICES[answer]
        values = form.values()
        found: Case = service(
            self.kwargs["case_id"],
            user=self.request.user,
            opened=form.cleaned_data["opened"],
            door=self.door,
            **values,
        )
        return found

    def again(self, answer: str, form: CaseForm) -> HttpResponse:
        """The page as things stand now, with this form as it was filled in: pressing again applies it on top."""
        self.load()
        data = self.request.POST.copy()
        data[form.add_prefix("opened")] = str(self.opened())
        bound = {answer: self.form_classes[answer](data)}
        context = self.get_context_data(bound=bound, is_changed=True)
        return self.render_to_response(context, status=409)

    def get_context_data(self, bound: Bound = None, **kwargs: Any) -> dict[str, Any]:
        """The three forms."""
        forms = {name: form(initial={"opened": self.opened()}) for name, form in self.form_classes.items()}
        forms |= bound or {}
        return super().get_context_data(
            **kwargs, yes_form=forms[YES], no_form=forms[NO], second_form=forms[SECOND], case_id=self.kwargs["case_id"]
        )


def said(case: Case, door: Door) -> str:
    """What happened, in words."""
    if case.state == door.state:
        return "The decision is recorded. It still waits for a second person or for the lead administrator."
    return f"The case is now: {CaseState(case.state).label}."
