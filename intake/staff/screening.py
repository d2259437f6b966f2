"""Screening: which answers ask for a call, what is still in the way, and the program's own decision."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from intake.constants import CaseState, IneligibleReason, Path, Sharing, Source
from intake.exceptions import CaseNotHere
from intake.forms.decision import ApproveForm, EligibleForm, IneligibleForm
from intake.models import Case
from intake.permissions import WORK_CASE
from intake.questions.catalogue import pages_of
from intake.questions.shown import in_words
from intake.rules.handoff import places_for
from intake.rules.screening import reasons_to_call
from intake.services.case import open_case
from intake.services.decision import PROGRAM, in_the_way
from intake.services.facts import needs_second_approver, standing_decision
from intake.services.policy import current_policy
from intake.staff.decision import NO, SECOND, YES, Bound, DecisionView
from intake.staff.page import CaseTab
from portal.common.policies import staff_with


def flags_in_words(path: Path, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers that ask for a call, each with its question, as people read them."""
    asked = {question.key: question for page in pages_of(path) for question in page.questions}
    found = []
    for reason in reasons_to_call(answers):
        key, _, choice = reason.partition(".")
        if key in asked:
            found.append((str(asked[key].asked_on(path).label), " ".join(in_words(asked[key], choice))))
        else:
            found.append((key, choice))
    return found


class ScreeningView(CaseTab, DecisionView):
    """The screening page of one case. Opening it is a read of what a person confided, and is recorded."""

    template_name = "intake/staff/screening.html"
    page_title = "Screening"
    door = PROGRAM
    form_classes = {YES: EligibleForm, NO: IneligibleForm, SECOND: ApproveForm}

    def load(self) -> None:
        """The case with its referral."""
        if not self.request.user.has_perm(WORK_CASE):
            raise CaseNotHere
        self.case = open_case(self.kwargs["case_id"], self.request.user)

    def opened(self) -> int:
        """The version of the case."""
        return self.case.version

    def leads_to(self, case: Case) -> str:
        """Back to the page while a decision waits, else to the case, which says where the person can turn."""
        name = "cases:screening" if case.state == CaseState.SCREENING else "cases:case"
        return reverse(name, args=[case.pk])

    def get_context_data(self, bound: Bound = None, **kwargs: Any) -> dict[str, Any]:
        """The flags, what is in the way, the decision that stands, and the forms."""
        case, answers = self.case, self.case.referral.answers
        policy, decision = current_policy(), standing_decision(case)
        yes = decision if decision and decision.is_eligible else None
        return super().get_context_data(
            bound,
            **kwargs,
            case=case,
            flags=flags_in_words(Path(case.referral.path), answers),
            is_here=case.state == CaseState.SCREENING,
            city_decides=policy.decider == "city",
            by_the_city=case.referral.source == Source.CITY,
            is_shared=case.sharing == Sharing.YES,
            needs_second=policy.second_approver and needs_second_approver(answers),
            decision=yes,
            may_approve=yes is not None and yes.made_by_id != self.request.user.pk and not yes.approved_by_id,
            yes_waits=in_the_way(case, PROGRAM.yes),
            no_waits=in_the_way(case, PROGRAM.no),
            handoff=[(reason.label, places_for(reason)) for reason in IneligibleReason],
        )


screening = staff_with(WORK_CASE)(ScreeningView.as_view())
