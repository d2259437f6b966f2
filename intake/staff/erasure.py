"""Deleting what a side asked us to delete, by two people: what goes and what stays, or keeping it after all."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from intake.constants import ErasureReason, Side
from intake.forms.erasure import ASK, ERASE, ErasureForm
from intake.models import Case, Erasure, Party
from intake.permissions import WORK_CASE
from intake.services.erasure import (
    erase_party,
    is_public_record,
    keep_after_all,
    prepare_erasure,
    read_erasure,
    waiting_erasure,
    why_not,
)
from intake.staff.form_page import StaffFormView
from intake.staff.page import trail_of_case
from portal.common.dates import long_date
from portal.common.policies import staff_with

REQUEST = "Deleted too: what they told us in their request, and their name."
PROGRAM_PART = "Deleted of their request: what the program alone could see, such as what they hope for."
RECORD = "The rest of the request stays: it is under the City's schedule for complaint records."


def intro_of(case: Case, party: Party) -> list[str]:
    """What stands in the way, what goes and what stays."""
    why, is_record = why_not(case), is_public_record(case)
    side = Side(party.side).label.lower()
    lines = [why] if why else []
    lines += [
        f"Deleted for ever: how to reach the {side}, what is safe, what they need, our letters to them, the code."
    ]
    if party.has_asked:
        lines += [PROGRAM_PART, RECORD] if is_record else [REQUEST]
    return [*lines, "What stays: the reference, days, codes, their yes or no with its text, and the audit log."]


TWO = "Deleting takes two people: one asks for it, another deletes. Their own wish is neither."


def words_on(waiting: Erasure | None, *, is_own: bool) -> str:
    """Where the two people stand."""
    if waiting is None:
        return TWO
    day, reason = long_date(timezone.localdate(waiting.asked_at)), ErasureReason(waiting.reason).label
    if is_own:
        return f"You asked for it on {day}. A second person has to delete."
    return f"{waiting.asked_by} asked for it on {day}: “{reason}”. You are the second person."


class ErasureView(StaffFormView):
    """404 for a case that this person may not open, and for a side that did not ask."""

    form_class = ErasureForm
    header_icon = "bin"
    page_title = "Delete what a side asked us to delete"
    button: ClassVar[str] = "Go on"
    done: ClassVar[str] = "Done."
    step = ""
    danger: ClassVar[bool] = True

    def fetch(self) -> None:
        """The side that asked, and which of the two people this is."""
        self.case, party = read_erasure(self.kwargs["case_id"], self.kwargs["side"], self.request.user)
        waiting = waiting_erasure(self.case, party)
        is_own = waiting is not None and waiting.asked_by_id == self.request.user.pk
        if not is_own:
            self.step = ERASE if waiting else ASK
        self.intro = [words_on(waiting, is_own=is_own), *intro_of(self.case, party)]
        self.trail = trail_of_case(self.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What this person can do."""
        return {**super().get_form_kwargs(), "step": self.step}

    def perform(self, form: Any) -> None:
        """Asks for it, deletes it, or notes that they took it back."""
        where, user, chosen = (self.case.pk, self.kwargs["side"]), self.request.user, form.cleaned_data
        if chosen["what"] == ASK:
            prepare_erasure(*where, ErasureReason(chosen["reason"]), user=user)
        elif chosen["what"] == ERASE:
            erase_party(*where, user=user)
        else:
            keep_after_all(*where, user=user)

    def get_success_url(self) -> str:
        """The case."""
        return reverse("cases:case", args=[self.kwargs["case_id"]])


erase = staff_with(WORK_CASE)(ErasureView.as_view())
