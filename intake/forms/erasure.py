"""What staff decide about data that a side asked us to delete."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.forms.plain import PlainForm

ERASE, KEEP = "erase", "keep"


class ErasureForm(PlainForm):
    """Delete, after a check that only a person can make; or keep, where they took it back."""

    what = forms.ChoiceField(
        label="What do you do?",
        choices=[(ERASE, "Delete it for ever"), (KEEP, "They took it back: keep everything")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two.", "invalid_choice": "Choose one of the two."},
    )
    is_checked = forms.BooleanField(
        label="To delete: it is their own wish, and no court, claim or records request needs what is deleted.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nothing is deleted without the check."""
        cleaned = super().clean() or {}
        if cleaned.get("what") == ERASE and not cleaned.get("is_checked"):
            self.add_error("is_checked", ValidationError("Make sure of both first. If somebody needs it, set a hold."))
        return cleaned
