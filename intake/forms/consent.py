"""What staff key when a side answers by phone, on paper or in person, or steps back."""

from typing import Any

from django import forms

from intake.constants import Channel, ConsentState
from intake.forms.plain import PlainForm
from intake.rules.consents import reasons_for

BY_STAFF = (Channel.PHONE, Channel.POST, Channel.IN_PERSON, Channel.EMAIL)
CHANNELS = [(channel.value, channel.label) for channel in BY_STAFF]


class AnswerForm(PlainForm):
    """One side's yes or no, after the text was read to it. The language is that of the text on the page."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[(ConsentState.ACCEPTED.value, "Yes"), (ConsentState.DECLINED.value, "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    reason = forms.ChoiceField(
        label="Why not, if they said no and told why",
        help_text="Only the program sees it. Do not ask for a reason.",
        required=False,
    )
    channel = forms.ChoiceField(label="How did they answer?", choices=CHANNELS)
    read_back = forms.BooleanField(
        label="They heard or read the text above, and heard their answer read back.",
        error_messages={"required": "Read the text and their answer to them first."},
    )

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(reason.value, reason.label.partition(": ")[2].capitalize()) for reason in reasons_for(side)]
        self.fields["reason"].choices = [("", "They did not say"), *reasons]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reason belongs to a no."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") and cleaned.get("answer") == ConsentState.ACCEPTED:
            self.add_error("reason", "A yes needs no reason. Leave this empty.")
        return cleaned


class WithdrawForm(PlainForm):
    """A side steps back."""

    channel = forms.ChoiceField(label="How did they tell you?", choices=CHANNELS)
    is_sure = forms.BooleanField(
        label="They said so themselves, and know that this can’t be taken back here.",
        error_messages={"required": "Confirm that they said so themselves."},
    )
