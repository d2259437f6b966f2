"""The first part of a code: for asking for a link into a side's own space, and for opening it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.forms.plain import PlainForm
from intake.forms.resume import OF_CODES, SLIP
from portal.common.access_codes import read_locator

MISSING = _("Type the first eight letters and numbers of your code.")


class FirstPartForm(PlainForm):
    """Takes the first part of a code, or the whole of it. What was typed is never shown again."""

    first = forms.CharField(
        label=_("First part of your code"),
        help_text=_("The first eight letters and numbers. Small letters and spaces are fine."),
        error_messages={"required": MISSING},
        widget=forms.TextInput(attrs=OF_CODES),
    )

    def clean_first(self) -> str:
        """The first part as it was given out."""
        locator = read_locator(self.cleaned_data["first"])
        if locator is None:
            raise ValidationError(MISSING, code=SLIP)
        return locator


def first_part_after(refusal: str) -> FirstPartForm:
    """The empty form, with the reason beside the field after a slip."""
    data: dict[str, Any] | None = {} if refusal == SLIP else None
    return FirstPartForm(data)
