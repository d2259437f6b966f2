"""Choosing a letter to send by hand."""

from typing import Any
from uuid import uuid4

from django import forms

from intake.constants import LetterKind
from intake.models import Party


class LetterForm(forms.Form):
    """To whom, which letter, and whether English will do. `token` makes sending twice harmless."""

    party = forms.TypedChoiceField(label="To", coerce=str)
    letter = forms.TypedChoiceField(label="Letter", coerce=LetterKind)
    allow_english = forms.BooleanField(
        label="Send it in English if it is not ready in their language",
        help_text="A letter that goes out in English begins with words in their language: that it is not ready in it"
        " yet, and that we read it to them by phone.",
        required=False,
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, parties: list[Party], kinds: tuple[LetterKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(str(party.pk), party.get_side_display()) for party in parties]  # type: ignore[attr-defined]
        self.fields["letter"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
