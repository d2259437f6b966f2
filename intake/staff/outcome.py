"""The end of a mediation: the page that says where it stands, and one page or button for each step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.constants import CaseState, DutyKind, OutcomeCode, RetentionClass, Side
from intake.exceptions import CaseChanged, CaseNotHere
from intake.forms.case import CaseForm
from intake.forms.outcome import CloseForm, FollowUpForm, ReportForm, TenDaysForm
from intake.models import Case, Outcome, Party
from intake.permissions import LEAD_CASE, MEDIATE, VIEW_CASE, WORK_CASE
from intake.services.ending import days_left_of
from intake.services.lifecycle import move_case
from intake.services.outcome import (
    Report,
    Step,
    approve_outcome,
    close_case,
    end_mediation,
    extend_mediation,
    record_follow_up,
    record_returned,
    report_outcome,
)
from intake.services.outcome_reading import open_outcome
from intake.services.policy import current_policy
from intake.staff.case_form import CaseFormView
from intake.staff.form_page import REFUSALS, refusal_in_words
from intake.staff.history import Entry
from intake.staff.page import CaseTab, trail_of_case
from portal.common.policies import staff_with

CHANGED = (
    "Somebody else changed this case in the meantime. Nothing was done: look at what stands now, then press again."
)
NEVER = 0
"""The version of no case: a button that says none was never opened."""


def trail_of(case: Case) -> list[tuple[str, str]]:
    """The pages above a page about the outcome."""
    return [*trail_of_case(case), (reverse("cases:outcome", args=[case.pk]), "Outcome")]


class OutcomeView(CaseTab, WagtailAdminTemplateMixin, TemplateView):
    """What was reported, and what comes next. Reading it is recorded."""

    template_name = "intake/staff/outcome.html"
    page_title = "Outcome"
    header_icon = "check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outcome, the complaint's days left, whether it has to go back."""
        try:
            self.case, outcome = open_outcome(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        returning = self.case.duties.open().filter(kind=DutyKind.RETURN_TO_PSU).first()
        return super().get_context_data(
            **kwargs,
            case=self.case,
            outcome=outcome,
            returning=returning,
            days_left=days_left_of(self.case) if returning else None,
            is_reporter=outcome is not None and outcome.reported_by_id == self.request.user.pk,
            last_day_to_follow_up=current_policy().close_days,
            states=CaseState,
        )


class OutcomeFormView(CaseFormView):
    """A page about the outcome of one case."""

    header_icon = "check"
    case: Case
    outcome: Outcome | None

    def fetch(self) -> None:
        """The case and its outcome."""
        self.case, self.outcome = open_outcome(self.kwargs["case_id"], self.request.user)
        self.trail = trail_of(self.case)

    def the_case(self) -> Case:
        """The case."""
        return self.case

    def get_success_url(self) -> str:
        """The page of the outcome."""
        return reverse("cases:outcome", args=[self.case.pk])


@method_decorator(sensitive_post_parameters("words"), name="dispatch")
class ReportView(OutcomeFormView):
    """Reports how it ended. `is_own` makes it a mediator's page."""

    is_own = False
    form_class = ReportForm
    page_title, button = "Report the outcome", "Report"
    done = "Reported. A lead administrator looks at it now."
    intro = ("Nothing of what was said is written down: there is no place for it.",)

    def fetch(self) -> None:
        """The case; a mediator's page stands below their own sessions."""
        super().fetch()
        if self.is_own:
            self.trail = [(reverse("own_sessions:list"), "My sessions")]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sides."""
        return {**super().get_form_kwargs(), "parties": Party.objects.filter(case=self.case)}

    def perform(self, form: Any) -> None:
        """Reports it. The words of an agreement are gone by now."""
        chosen = form.cleaned_data
        report = Report(
            code=OutcomeCode(chosen["code"]),
            has_agreement=chosen["has_agreement"] == "yes",
            is_checked=chosen["is_checked"],
            signed_by_all=chosen["signed_by_all"],
            share_terms={"yes": True, "no": False}.get(chosen["share_terms"]),
            steps=tuple(Step(Side(side), due_on) for side, due_on in form.steps),
        )
        report_outcome(self.case.pk, self.request.user, report, chosen["opened"])

    def since(self) -> list[Entry]:
        """A mediator reads nothing of the log."""
        return [] if self.is_own else super().since()

    def get_success_url(self) -> str:
        """Back to where this person came from."""
        return reverse("own_sessions:list") if self.is_own else super().get_success_url()


class TenDaysView(OutcomeFormView):
    """Extends the mediation in writing, or ends it."""

    form_class = TenDaysForm
    page_title = "Ten days without contact"
    intro = (
        "A mediation ends by law after ten days without contact between the mediator and a party (Evid. Code 1125),"
        " unless all extend it in writing.",
    )

    def perform(self, form: Any) -> None:
        """Records which of the two."""
        chosen = form.cleaned_data
        record = end_mediation if chosen["how"] == "end" else extend_mediation
        record(self.case.pk, self.request.user, chosen["day"], chosen["opened"])


class FollowUpView(OutcomeFormView):
    """Records how it went afterwards."""

    form_class = FollowUpForm
    page_title = "Follow up with both sides"
    intro = ("Ask each side apart whether the agreed steps were kept. Write down nothing else.",)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The agreed steps."""
        return {**super().get_form_kwargs(), "steps": self.outcome.steps.all() if self.outcome else []}

    def perform(self, form: Any) -> None:
        """Records it."""
        kept = {UUID(key): was_kept for key, was_kept in form.kept.items()}
        record_follow_up(self.case.pk, self.request.user, kept, form.cleaned_data["opened"])


class CloseView(OutcomeFormView):
    """Closes the case."""

    form_class = CloseForm
    page_title, button = "Close the case", "Close"
    done = "Closed. Both sides are told in their language; the City learns a code and the day."

    def perform(self, form: Any) -> None:
        """Closes it."""
        chosen = form.cleaned_data
        close_case(self.case.pk, self.request.user, RetentionClass(chosen["retention"]), chosen["opened"])


def press(action: Any, done: str) -> Any:
    """A view that does one thing with a case as the page showed it, and goes back to its outcome, with a word on how
    it went."""

    @require_POST
    def view(request: HttpRequest, case_id: UUID) -> HttpResponse:
        form = CaseForm(request.POST)
        opened = form.cleaned_data["opened"] if form.is_valid() else NEVER
        try:
            action(case_id, request.user, opened)
        except CaseNotHere:
            raise Http404 from None
        except CaseChanged:
            messages.error(request, CHANGED)
        except REFUSALS as error:
            messages.error(request, " ".join(refusal_in_words(error)))
        else:
            messages.success(request, done)
        return HttpResponseRedirect(reverse("cases:outcome", args=[case_id]))

    return view


def send_back(case_id: UUID, user: Any, version: int) -> None:
    """Asks for the report again."""
    move_case(case_id, "correct_outcome", user=user, version=version)


outcome = staff_with(VIEW_CASE)(OutcomeView.as_view())
outcome_report = staff_with(WORK_CASE)(ReportView.as_view())
outcome_approve = staff_with(LEAD_CASE)(press(approve_outcome, "Approved. The follow-up begins."))
outcome_send_back = staff_with(LEAD_CASE)(press(send_back, "Sent back. It can be reported again."))
outcome_ten_days = staff_with(WORK_CASE)(TenDaysView.as_view())
outcome_follow_up = staff_with(WORK_CASE)(FollowUpView.as_view())
outcome_close = staff_with(LEAD_CASE)(CloseView.as_view())
outcome_returned = staff_with(WORK_CASE)(press(record_returned, "Recorded: the complaint went back."))
own_report = staff_with(MEDIATE)(ReportView.as_view(is_own=True))
