"""The mediators of a case: who has it, who fits and why, and what was declared. The lead administrator decides."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from intake.constants import Conflict
from intake.exceptions import CaseNotHere
from intake.permissions import LEAD_CASE, WORK_CASE
from intake.services.mediator import (
    CHOOSING,
    accept_disclosure,
    ask_mediator_again,
    invite_mediator,
    release_mediator,
)
from intake.services.sides import read_sides
from intake.services.suggestion import suggestion_for
from intake.staff.page import CaseTab, StaffPage, come_back
from portal.common.policies import staff_with


class CaseMediatorsView(CaseTab, StaffPage):
    """Those who were asked, with their declarations, and a ranked suggestion with reasons."""

    template_name = "intake/staff/case_mediators.html"
    header_icon = "group"
    page_title = "Mediators"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for a case that this person may not open."""
        try:
            self.case, parties = read_sides(self.kwargs["case_id"], self.request.user)
        except CaseNotHere:
            raise Http404 from None
        assignments = self.case.assignments.select_related("mediator__user").prefetch_related("declarations")
        rows = [{"assignment": each, "newest": next(iter(each.declarations.all()), None)} for each in assignments]
        for row in rows:
            row["asks_parties"] = row["newest"] and row["newest"].conflict not in (Conflict.NONE, Conflict.CANNOT)
        may_ask = self.case.state in CHOOSING
        return super().get_context_data(
            **kwargs,
            case=self.case,
            parties=parties,
            rows=rows,
            may_ask=may_ask,
            matches=suggestion_for(self.case) if may_ask else [],
        )


@require_POST
def _invite(request: HttpRequest, case_id: uuid.UUID, mediator_id: uuid.UUID) -> HttpResponse:
    words = "The mediator is asked, and has some days to answer."
    return come_back(
        request, lambda: invite_mediator(case_id, mediator_id, request.user), words, "cases:mediators", case_id
    )


@require_POST
def _ask_again(request: HttpRequest, case_id: uuid.UUID, assignment_id: uuid.UUID) -> HttpResponse:
    words = "The mediator is asked again, and has the same days to answer."
    return come_back(
        request, lambda: ask_mediator_again(assignment_id, request.user), words, "cases:mediators", case_id
    )


@require_POST
def _release(request: HttpRequest, case_id: uuid.UUID, assignment_id: uuid.UUID) -> HttpResponse:
    words = "The mediator does not have this case any more."
    return come_back(request, lambda: release_mediator(assignment_id, request.user), words, "cases:mediators", case_id)


@require_POST
def _disclosure(request: HttpRequest, case_id: uuid.UUID, declaration_id: uuid.UUID) -> HttpResponse:
    try:
        party = uuid.UUID(request.POST.get("party", ""))
    except ValueError:
        raise Http404 from None
    accepted = request.POST.get("accepted") == "yes"
    return come_back(
        request,
        lambda: accept_disclosure(declaration_id, request.user, party, accepted),
        "The party’s answer is stored.",
        "cases:mediators",
        case_id,
    )


case_mediators = staff_with(WORK_CASE)(CaseMediatorsView.as_view())
invite = staff_with(LEAD_CASE)(_invite)
ask_again = staff_with(LEAD_CASE)(_ask_again)
release = staff_with(LEAD_CASE)(_release)
disclosure = staff_with(WORK_CASE)(_disclosure)
