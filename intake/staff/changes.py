"""The changes of the case page that are not moves: one table, one address for each line of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from intake.constants import Side
from intake.forms import case as forms
from intake.forms.case import AT_FORMAT, CaseForm
from intake.models import Case, Party
from intake.permissions import WORK_CASE
from intake.services import attempt, casework, clock
from intake.services.people import workers
from intake.staff.versioned import CaseChangeView, Difference
from portal.common.policies import staff_with


@dataclass(frozen=True)
class Change:
    """One change: its form, what the form holds now, what it needs to be drawn, and the service that does it."""

    title: str
    said: str
    service: Callable[..., None]
    form: type[CaseForm] = CaseForm
    held: Callable[[Case], dict[str, Any]] = lambda case: {}
    needs: Callable[[Case], dict[str, Any]] = lambda case: {}
    about: str = ""
    button: str = "Save"


def sides_of(case: Case) -> list[Side]:
    """The two sides of a case, the one that asked first."""
    found = Party.objects.filter(case=case).order_by("-has_asked")
    return [Side(side) for side in found.values_list("side", flat=True)]


def _owner(case: Case) -> dict[str, Any]:
    return {"owner": str(case.owner_id or "")}


CHANGES: dict[str, Change] = {
    "owner": Change(
        "Change the owner", "The case has its owner.", casework.change_owner, forms.OwnerForm, _owner,
        lambda case: {"owners": workers()},
    ),
    "sharing": Change(
        "Sharing with the City", "The answer is recorded.", casework.record_sharing, forms.SharingForm,
        lambda case: {"sharing": case.sharing, "how": case.sharing_how},
    ),
    "filing": Change(
        "A complaint was filed later", "The case is now one of a filed complaint.", casework.record_filing,
        about="A formal complaint about this was filed after the request came in. If the case ends without mediation,"
        " it goes back to Professional Standards. Enter the day of discovery next; it starts the one-year limit.",
        button="It was filed",
    ),
    "discovery": Change(
        "Day of discovery", "The day is recorded.", clock.set_discovery, forms.DiscoveryForm,
        lambda case: {"discovered_on": case.discovered_on},
    ),
    "waiver": Change(
        "Add a time that does not count", "The time is recorded.", clock.add_waiver, forms.WaiverForm,
        about="Such as the employee’s written waiver of the one-year limit for a stated time (Gov. Code 3304(d)(2)).",
    ),
    "original": Change(
        "Name the case that this one repeats", "The case is named.", casework.name_original, forms.OriginalForm,
        lambda case: {"reference": str(case.original.referral) if case.original else ""},
    ),
    "attempt": Change(
        "Record a try to reach someone", "The try is recorded.", attempt.record_attempt, forms.AttemptForm,
        lambda case: {"at": timezone.localtime().strftime(AT_FORMAT)}, lambda case: {"sides": sides_of(case)},
    ),
    "flags": Change(
        "The answers that ask for a call are settled", "Recorded.", casework.resolve_flags,
        about="You talked with the person about them, and nothing stands against going on.", button="They are settled",
    ),
    "told": Change(
        "The person was told about a serious matter", "Recorded.", casework.record_told,
        about="You told the person where this matter belongs, and they allowed us to pass it on.",
        button="They were told, and it may be passed on",
    ),
    "hold": Change(
        "Put a legal hold on the record", "The record is on legal hold.", casework.set_hold,
        about="Nothing of the record is deleted while the hold stands. Only a lead administrator other than you can"
        " lift it.", button="Put it on hold",
    ),
    "lift-hold": Change(
        "Lift the legal hold", "The hold is lifted.", casework.lift_hold,
        about="A lead administrator who did not set the hold lifts it.", button="Lift it",
    ),
}  # fmt: skip


class ChangeView(CaseChangeView):
    """One line of the table."""

    def dispatch(self, request: HttpRequest, *args: Any, what: str, **kwargs: Any) -> HttpResponse:
        """404 for a change that there is not."""
        if what not in CHANGES:
            raise Http404
        self.change = CHANGES[what]
        self.page_title, self.about = self.change.title, self.change.about
        self.button, self.said = self.change.button, self.change.said
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None, **initial: Any) -> CaseForm:
        """The form of the line."""
        return self.change.form(data, initial=initial, **self.change.needs(self.case))

    def held(self) -> dict[str, Any]:
        """What the case holds now."""
        return self.change.held(self.case)

    def apply(self, form: CaseForm, opened: int) -> None:
        """Calls the service of the line."""
        self.change.service(self.case.pk, user=self.request.user, version=opened, **form.values())

    def wanted(self) -> list[Difference]:
        """For a form without fields, what pressing its button means."""
        return [] if self.change.held(self.case) else [Difference("What you want", "", self.change.title)]


change = staff_with(WORK_CASE)(ChangeView.as_view())
