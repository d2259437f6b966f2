"""Deleting what a side asked us to delete: what goes and what stays, or keeping it after all."""

from typing import Any, ClassVar

from django.urls import reverse

from intake.constants import Side
from intake.forms.erasure import ERASE, ErasureForm
from intake.models import Case, Party
from intake.permissions import WORK_CASE
from intake.services.erasure import erase_party, is_public_record, keep_after_all, read_erasure, why_not
from intake.staff.form_page import StaffFormView
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


class ErasureView(StaffFormView):
    """404 for a case that this person may not open, and for a side that did not ask."""

    form_class = ErasureForm
    header_icon = "bin"
    page_title = "Delete what a side asked us to delete"
    button: ClassVar[str] = "Go on"
    done: ClassVar[str] = "Done."
    danger: ClassVar[bool] = True

    def fetch(self) -> None:
        """The side that asked."""
        self.case, party = read_erasure(self.kwargs["case_id"], self.kwargs["side"], self.request.user)
        self.intro = intro_of(self.case, party)
        self.trail = (
            (reverse("cases:queue"), "Cases"),
            (reverse("cases:case", args=[self.case.pk]), f"Case {self.case}"),
        )

    def perform(self, form: Any) -> None:
        """Deletes it, or notes that they took it back."""
        do = erase_party if form.cleaned_data["what"] == ERASE else keep_after_all
        do(self.case.pk, self.kwargs["side"], user=self.request.user)

    def get_success_url(self) -> str:
        """The case."""
        return reverse("cases:case", args=[self.kwargs["case_id"]])


erase = staff_with(WORK_CASE)(ErasureView.as_view())
