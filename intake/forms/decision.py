"""Deciding whether a case is eligible: what was checked, why not, and who decided."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.constants import Check, IneligibleReason
from intake.forms.case import CHOOSE, NEEDED, OPEN_AGAIN, CaseForm
from intake.rules.screening import needs_explanation

DECIDER_LIMIT = 120
EXPLANATION_LIMIT = 500


def _decider() -> forms.CharField:
    return forms.CharField(
        label="Who decided",
        help_text="Name and position of the person who decided.",
        max_length=DECIDER_LIMIT,
        error_messages={"required": "Enter who decided."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EligibleForm(CaseForm):
    """A yes: every point was checked."""

    prefix = "yes"
    checklist = forms.MultipleChoiceField(
        label="What was checked",
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Check each point; a case of which one is not true is not eligible."},
    )
    decider = _decider()

    def clean_checklist(self) -> Any:
        """All of it."""
        checked = self.cleaned_data["checklist"]
        if set(checked) != set(Check.values):
            raise ValidationError("Check each point; a case of which one is not true is not eligible.")
        return checked


class IneligibleForm(CaseForm):
    """A no, with its reason."""

    prefix = "no"
    reason = forms.ChoiceField(label="Reason", choices=[CHOOSE, *IneligibleReason.choices], error_messages=NEEDED)
    explanation = forms.CharField(
        label="Why the City does not want it mediated",
        help_text="For the reason “The City’s discretion” alone, in a sentence or two. Nothing about the people in it.",
        required=False,
        max_length=EXPLANATION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    decider = _decider()

    def clean(self) -> dict[str, Any]:
        """Words where they are needed, and only there."""
        found = super().clean() or {}
        reason, words = found.get("reason"), found.get("explanation")
        if reason and needs_explanation(reason) and not words and "explanation" not in self.errors:
            self.add_error("explanation", "Say why in a sentence or two: discretion alone explains nothing.")
        if reason and words and not needs_explanation(reason):
            self.add_error("explanation", "Leave this empty: the reason that you chose says enough.")
        return found


class ApproveForm(CaseForm):
    """The second person's yes."""

    prefix = "second"


def at_city_door(form: type[CaseForm]) -> type[CaseForm]:
    """The same form for the City's liaison, which carries a stamp instead of a version."""
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=32, error_messages={"required": OPEN_AGAIN})
    return type(f"City{form.__name__}", (form,), {"opened": stamp})


CITY_ELIGIBLE, CITY_INELIGIBLE, CITY_APPROVE = (
    at_city_door(form) for form in (EligibleForm, IneligibleForm, ApproveForm)
)
