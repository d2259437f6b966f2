"""Moves of a case: what is open, what is shut and why, and making one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from intake.constants import CaseState
from intake.forms.case import CaseForm, ReasonForm
from intake.models import Case
from intake.permissions import WORK_CASE
from intake.rules.lifecycle import BY_NAME
from intake.services.lifecycle import REASONS, move_case, moves_open_to
from intake.staff.versioned import CaseChangeView, Difference
from portal.common.policies import staff_with

ELSEWHERE = {
    "find_eligible_here": "cases:screening",
    "find_ineligible": "cases:screening",
    "schedule": "cases:sessions",
    "hold_session": "cases:sessions",
    "report": "cases:outcome",
    "approve_outcome": "cases:outcome",
    "correct_outcome": "cases:outcome",
    "close": "cases:outcome",
}
"""Moves that need more than a button: the page on which they are made."""
ENDING = frozenset({"withdraw", "refer_serious", "give_up", "mark_duplicate", "end_not_mediated"})
"""Moves that end the case: they ask once more on a page of their own."""
WAYS_OUT = ENDING | {"put_on_hold"}
"""Moves that are open in almost every state and seldom what comes next: they stand apart."""
ASIDE = frozenset({"ask", "take_back", "find_ineligible", "reassign", "unschedule", "plan_another", "correct_outcome"})
"""Moves beside the main line or back on it; all others lead on, and their buttons stand out."""
ASKS = (
    "This ends the case. Letters go out to the sides, and the City learns a code and the day if it knows of the case."
)


@dataclass(frozen=True)
class Offer:
    """One move on the case page: a button, a choice with a button, a link to its page, or what has to be done first."""

    name: str
    label: str
    fixes: tuple[str, ...]
    reasons: type[TextChoices] | None
    page: str

    @property
    def choices(self) -> list[Any]:
        """The reasons of which the move needs one."""
        return list(self.reasons.choices) if self.reasons else []

    @property
    def is_way_out(self) -> bool:
        """Whether the move pauses or ends the case."""
        return self.name in WAYS_OUT

    @property
    def leads_on(self) -> bool:
        """Whether the move is the way forward."""
        return self.name not in WAYS_OUT | ASIDE


def offers_to(case: Case, user: Any) -> tuple[list[Offer], list[Offer]]:
    """The moves that this person could make, open ones and shut ones, in the order of the lifecycle."""
    found = [
        Offer(
            each.move.name,
            each.move.label,
            each.fixes,
            REASONS.get(each.move.reasons),
            page_of(each.move.name, case.pk),
        )
        for each in moves_open_to(case, user)
    ]
    return [each for each in found if not each.fixes], [each for each in found if each.fixes]


def page_of(name: str, case_id: UUID) -> str:
    """The address of the page on which the move is made, or empty for one that a button makes."""
    try:
        if name in ELSEWHERE:
            return reverse(ELSEWHERE[name], args=[case_id])
    except NoReverseMatch:
        return ""
    return reverse("cases:move", args=[case_id, name]) if name in ENDING else ""


class MoveView(CaseChangeView):
    """One move: GET asks for the reason and once more, POST makes it."""

    header_icon = "arrow-right"

    def dispatch(self, request: HttpRequest, *args: Any, move: str, **kwargs: Any) -> HttpResponse:
        """404 for a move that there is not, and for one that is made on a page of its own."""
        if move not in BY_NAME or page_of(move, kwargs["case_id"]) not in {"", request.path}:
            raise Http404
        self.move = BY_NAME[move]
        self.page_title = self.button = self.move.label
        self.about = ASKS if move in ENDING else ""
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None, **initial: Any) -> CaseForm:
        """The reason, where there is one to give."""
        return ReasonForm(data, initial=initial, reasons=REASONS.get(self.move.reasons))

    def apply(self, form: CaseForm, opened: int) -> None:
        """Makes the move."""
        reason = form.values().get("reason", "")
        case = move_case(self.case.pk, self.move.name, user=self.request.user, reason=reason, version=opened)
        self.said = f"The case is now: {CaseState(case.state).label}."

    def wanted(self) -> list[Difference]:
        """Where the case stands now, and the move."""
        return [Difference("State", self.case.get_state_display(), self.move.label)]


move = staff_with(WORK_CASE)(MoveView.as_view())
