"""The forms of the case page. Each carries the version of the case that it was opened with (see staff/versioned.py)."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone

from intake.constants import AttemptResult, Channel, Sharing
from intake.forms.fields import EARLIEST_DAY
from intake.forms.plain import PlainForm

CHOOSE = ("", "Choose from the list")
NEEDED = {"required": "Choose one.", "invalid_choice": "Choose one of the answers on the page."}
DAY = {"required": "Enter the day.", "invalid": "Enter a day that exists."}
OPEN_AGAIN = "Open the case again, then fill in the form that you find there."
AT_FORMAT = "%Y-%m-%dT%H:%M"
REFERENCE_LIMIT = 16
FARTHEST = timedelta(days=3650)
"""How far ahead a waiver can reach."""


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CaseForm(PlainForm):
    """A form about one case. `opened` says against what it was opened; `forgotten` names fields whose values are read
    and never written back into a page."""

    forgotten: ClassVar[frozenset[str]] = frozenset()
    opened = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
    )

    def values(self) -> dict[str, Any]:
        """What was chosen, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "opened"}


class ReasonForm(CaseForm):
    """A move with its reason, where it needs one."""

    def __init__(self, *args: Any, reasons: type[TextChoices] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasons is not None:
            choices = [CHOOSE, *reasons.choices]
            self.fields["reason"] = forms.ChoiceField(label="Reason", choices=choices, error_messages=NEEDED)


class OwnerForm(CaseForm):
    """Who has the case."""

    owner = forms.ChoiceField(label="Owner", required=False, show_hidden_initial=True, error_messages=NEEDED)

    def __init__(self, *args: Any, owners: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = [("", "Nobody yet"), *((str(user.pk), str(user)) for user in owners)]


class SharingForm(CaseForm):
    """What the person said about the City seeing the request."""

    sharing = forms.ChoiceField(
        label="May the City see the request?",
        help_text="The City would see the referral record: what happened, who, and how to reach them. Never the"
        " answers about safe contact, hopes or times. Ask in the person's language, and say that no is fine.",
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
        error_messages=NEEDED,
    )
    how = forms.ChoiceField(
        label="How were they asked?",
        choices=[CHOOSE, *Channel.choices],
        required=False,
        show_hidden_initial=True,
        error_messages=NEEDED,
    )

    def clean(self) -> dict[str, Any]:
        """An answer was given in some way."""
        cleaned = super().clean() or {}
        if cleaned.get("sharing") in {Sharing.YES, Sharing.NO} and not cleaned.get("how"):
            self.add_error("how", ValidationError("Choose how they were asked."))
        return cleaned


class DiscoveryForm(CaseForm):
    """The day of discovery."""

    discovered_on = forms.DateField(
        label="Day of discovery",
        help_text="The day on which somebody authorized to start an investigation learned of it (Gov. Code 3304(d)).",
        required=False,
        widget=DayInput(),
        show_hidden_initial=True,
        error_messages=DAY,
    )

    def clean_discovered_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["discovered_on"]
        if day and not EARLIEST_DAY <= day <= timezone.localdate():
            raise ValidationError("Enter a day that has come.")
        return day


class WaiverForm(CaseForm):
    """A time that does not count towards the year."""

    first = forms.DateField(label="First day", widget=DayInput(), error_messages=DAY)
    last = forms.DateField(label="Last day", help_text="Both days belong to it.", widget=DayInput(), error_messages=DAY)

    def clean(self) -> dict[str, Any]:
        """In order, and no slips of the keyboard."""
        cleaned = super().clean() or {}
        for name in ("first", "last"):
            day = cleaned.get(name)
            if day and not EARLIEST_DAY <= day <= timezone.localdate() + FARTHEST:
                self.add_error(name, ValidationError("Look at the year again."))
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", ValidationError("The last day can't be before the first."))
        return cleaned


class OriginalForm(CaseForm):
    """The case that this one repeats."""

    reference = forms.CharField(
        label="Reference of the case that it repeats",
        max_length=REFERENCE_LIMIT,
        show_hidden_initial=True,
        error_messages={"required": "Enter a reference."},
    )


class AttemptForm(CaseForm):
    """One try to reach a side."""

    side = forms.ChoiceField(label="Who", error_messages=NEEDED)
    at = forms.DateTimeField(
        label="When",
        input_formats=[AT_FORMAT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT_FORMAT),
        error_messages={"required": "Enter the day and the time.", "invalid": "Enter a day and a time that exist."},
    )
    channel = forms.ChoiceField(label="How", choices=[CHOOSE, *Channel.choices], error_messages=NEEDED)
    result = forms.ChoiceField(label="Result", choices=[CHOOSE, *AttemptResult.choices], error_messages=NEEDED)

    def __init__(self, *args: Any, sides: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["side"]
        field.choices = [(side.value, side.label) for side in sides]

    def clean_at(self) -> Any:
        """A moment that has come."""
        if self.cleaned_data["at"] > timezone.now():
            raise ValidationError("Enter a time that has come.")
        return self.cleaned_data["at"]
