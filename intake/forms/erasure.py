"""What staff decide about data that a side asked us to delete."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.constants import ErasureReason
from intake.forms.plain import PlainForm

ASK, ERASE, KEEP = "ask", "erase", "keep"
KEEPING = (KEEP, "They took it back: keep everything")
CHOOSE = {"required": "Choose one of the two.", "invalid_choice": "Choose one of the two."}


class ErasureForm(PlainForm):
    """What one person does, after a check that only a person can make; or keep, where the side took it back.

    `step` is the choice beside keeping: ASK for the first of two people, ERASE for the second, and none for the first
    while the second is awaited.
    """

    what = forms.ChoiceField(label="What do you do?", widget=forms.RadioSelect, error_messages=CHOOSE)
    reason = forms.ChoiceField(
        label="How do you know that it is their own wish?",
        choices=ErasureReason.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of these."},
    )
    is_checked = forms.BooleanField(
        label="To delete: it is their own wish, and no court, claim or records request needs what is deleted.",
        required=False,
    )

    def __init__(self, *args: Any, step: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = {
            ASK: (ASK, "Ask a second person to delete it for ever"),
            ERASE: (ERASE, "Delete it for ever, as the second person"),
        }
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [steps[step], KEEPING] if step else [KEEPING]
        if step != ASK:
            del self.fields["reason"]
        if not step:
            del self.fields["is_checked"]

    def clean(self) -> dict[str, Any]:
        """Nothing is deleted without the check of both people, and nothing asked for without a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("what") in {ASK, ERASE} and not cleaned.get("is_checked"):
            self.add_error("is_checked", ValidationError("Make sure of both first. If somebody needs it, set a hold."))
        if cleaned.get("what") == ASK and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", ValidationError("Choose one of these."))
        return cleaned
