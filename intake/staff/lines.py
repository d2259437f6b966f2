"""Single lines of the case page: ticking off a duty, taking back a time that was entered by mistake."""

from typing import Any

from intake.constants import DutyKind
from intake.forms.case import CaseForm
from intake.permissions import WORK_CASE
from intake.services.attempt import do_duty
from intake.services.clock import remove_waiver
from intake.staff.versioned import CaseChangeView, Difference
from portal.common.policies import staff_with


class LineView(CaseChangeView):
    """A button on one line; GET asks once more."""

    def make_form(self, data: Any = None, **initial: Any) -> CaseForm:
        """Nothing to fill in."""
        return CaseForm(data, initial=initial)

    def wanted(self) -> list[Difference]:
        """What pressing the button means."""
        return [Difference("What you want", "", self.page_title)]


class DutyView(LineView):
    """A duty is done."""

    page_title, button, said = "A duty is done", "It is done", "The duty is done."

    def get_page_title(self) -> str:
        """Which one."""
        duty = self.case.duties.filter(pk=self.kwargs["duty_id"]).first()
        return f"Done: {DutyKind(duty.kind).label}" if duty else self.page_title

    def apply(self, form: CaseForm, opened: int) -> None:
        """Ticks it off."""
        do_duty(self.case.pk, self.kwargs["duty_id"], user=self.request.user, version=opened)


class WaiverView(LineView):
    """A time that does not count was entered by mistake."""

    page_title, button, said = "Take back a time that does not count", "Take it back", "The time is taken back."

    def apply(self, form: CaseForm, opened: int) -> None:
        """Takes it back."""
        remove_waiver(self.case.pk, self.kwargs["waiver_id"], user=self.request.user, version=opened)


duty_done = staff_with(WORK_CASE)(DutyView.as_view())
waiver_removed = staff_with(WORK_CASE)(WaiverView.as_view())
