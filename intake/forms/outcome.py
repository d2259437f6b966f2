"""How a mediation ended: the report, the ten days, the follow-up, closing.

The words of an agreement may be pasted to be checked. They are read here and forgotten: no field of the model takes
them, the page does not show them again, and errors keep their values out of reports.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from intake.constants import OutcomeCode, RetentionClass
from intake.forms.case import CaseForm
from intake.models import AgreedStep, Party
from intake.rules.outcome import WITH_AGREEMENT
from intake.rules.promises import forbidden_promises

MOST_STEPS = 4
MOST_LETTERS = 20_000
YES_NO = (("yes", "Yes"), ("no", "No"))
READ_ALL = "I read the agreement. Nothing in it is such a promise."
NO_TEXT = "Paste the words of the agreement, so that they can be checked. They are not kept."


class DayField(forms.DateField):
    """A day."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ForgottenText(forms.Textarea):
    """A box whose words are never written back into the page."""

    def format_value(self, value: Any) -> str:
        """Nothing."""
        return ""


class ReportForm(CaseForm):
    """The report. Findings of the check stand as an error, until the agreement is corrected or a person vouches."""

    forgotten = frozenset({"words"})
    code = forms.ChoiceField(label="How it ended", choices=OutcomeCode.choices, widget=forms.RadioSelect)
    has_agreement = forms.ChoiceField(label="Is there a written agreement?", choices=YES_NO, widget=forms.RadioSelect)
    words = forms.CharField(
        label="The words of the agreement",
        required=False,
        max_length=MOST_LETTERS,
        help_text="Only to check them for promises that the law forbids (AB 1388). They are not stored anywhere.",
        widget=ForgottenText(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    vouched = forms.BooleanField(label=READ_ALL, required=False, help_text="Only if the check found something.")
    signed_by_all = forms.BooleanField(label="Everyone signed it", required=False)
    share_terms = forms.ChoiceField(
        label="Did everyone agree in writing that the City may see the terms?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = [("", "No step"), *((party.side, str(party)) for party in parties)]
        for number in range(1, MOST_STEPS + 1):
            self.fields[f"side_{number}"] = forms.ChoiceField(
                label=f"Agreed step {number}: whose", choices=sides, required=False
            )
            self.fields[f"due_{number}"] = DayField(label=f"Agreed step {number}: by when", required=False)

    def clean(self) -> dict[str, Any]:
        """Checks the words, then throws them away."""
        found = super().clean() or {}
        words = found.pop("words", "")
        has_agreement = found.get("has_agreement") == "yes"
        if found.get("code") and has_agreement is not (found["code"] in WITH_AGREEMENT):
            self.add_error("has_agreement", "This and the way it ended say different things.")
        found["is_checked"] = False
        if has_agreement:
            found["is_checked"] = self._is_in_order(words, bool(found.get("vouched")))
            if not found.get("share_terms"):
                self.add_error("share_terms", "Say what everyone signed.")
        self._check_steps(found)
        return found

    def _is_in_order(self, words: str, vouched: bool) -> bool:
        if not words.strip():
            if "words" not in self.errors:
                self.add_error("words", NO_TEXT)
            return False
        promises = forbidden_promises(words)
        if promises and not vouched:
            self.add_error("words", [each.promise.value for each in promises])
            return False
        return True

    def _check_steps(self, found: dict[str, Any]) -> None:
        for number in range(1, MOST_STEPS + 1):
            side, due = found.get(f"side_{number}"), found.get(f"due_{number}")
            if bool(side) is not bool(due) and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", "A step needs both a side and a day.")

    @property
    def steps(self) -> list[tuple[str, date]]:
        """Whose and by when, for each step."""
        pairs = [(f"side_{number}", f"due_{number}") for number in range(1, MOST_STEPS + 1)]
        return [(self.cleaned_data[side], self.cleaned_data[due]) for side, due in pairs if self.cleaned_data[side]]


class TenDaysForm(CaseForm):
    """Extended in writing, or ended."""

    how = forms.ChoiceField(
        label="What happened",
        choices=(("end", "It ended"), ("extend", "All extended it in writing")),
        widget=forms.RadioSelect,
    )
    day = DayField(label="Day", help_text="The day on which it ended, or until which it is extended.")

    def clean(self) -> dict[str, Any]:
        """An end lies behind, an extension ahead."""
        found = super().clean() or {}
        day, how, today = found.get("day"), found.get("how"), timezone.localdate()
        if day and how == "end" and day > today:
            self.add_error("day", "It can’t have ended on a day to come.")
        if day and how == "extend" and day <= today:
            self.add_error("day", "Choose a day to come.")
        return found


class FollowUpForm(CaseForm):
    """Whether each agreed step was kept."""

    KEPT = (("", "Not known"), ("yes", "Kept"), ("no", "Not kept"))

    asked = forms.BooleanField(label="Both sides were asked how it went, or could not be reached.")

    def __init__(self, *args: Any, steps: Iterable[AgreedStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps:
            label = f"{step.get_side_display()}, step due {step.due_on:%B %-d, %Y}"
            initial = {None: "", True: "yes", False: "no"}[step.was_kept]
            self.fields[str(step.pk)] = forms.ChoiceField(
                label=label, choices=self.KEPT, initial=initial, required=False, show_hidden_initial=True
            )

    @property
    def kept(self) -> dict[str, bool | None]:
        """By the key of the step."""
        words = {"": None, "yes": True, "no": False}
        return {key: words[value] for key, value in self.values().items() if key != "asked"}


class CloseForm(CaseForm):
    """How long the record is kept."""

    retention = forms.ChoiceField(
        label="How long the record is kept",
        choices=RetentionClass.choices,
        widget=forms.RadioSelect,
        initial=RetentionClass.STANDARD,
    )
