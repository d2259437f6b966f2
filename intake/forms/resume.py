"""The one field of the page on which a person comes back with a code, and what the page says when it does not open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from intake.forms.plain import PlainForm
from portal.common.access_codes import AccessCode, read_access_code

SLIP = "slip"
CLOSED = "closed"
WAIT = "wait"
LONGEST_WAIT = 60

REFUSALS = {
    SLIP: _("There is a slip in this code. Please compare it with what you wrote down. It has 25 letters and numbers."),
    CLOSED: _("This code does not open a request. Please check it and type it again, or call us."),
    WAIT: ngettext_lazy(
        "There were too many tries. Please try again in %(minutes)d minute, or call us.",
        "There were too many tries. Please try again in %(minutes)d minutes, or call us.",
        "minutes",
    ),
}

OF_CODES = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "translate": "no"}
"""What a browser is told of a field for a code, or a part of one."""


class ResumeForm(PlainForm):
    """Takes a code. What was typed is never shown again: a page that is sent back could be read over a shoulder."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Small letters are fine, and so are spaces or dashes, or none."),
        error_messages={"required": REFUSALS[SLIP]},
        widget=forms.TextInput(attrs=OF_CODES),
    )

    def clean_code(self) -> AccessCode:
        """The code as it was given out."""
        code = read_access_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(REFUSALS[SLIP], code=SLIP)
        return code


class RefusedForm(ResumeForm):
    """The empty form after a refusal, with the reason beside the field."""

    def __init__(self, reason: Any) -> None:
        super().__init__({})
        self.fields["code"].error_messages["required"] = reason


def form_after(refusal: str, minutes: str) -> ResumeForm:
    """The form as the address asks for it: after a refusal with its reason, else, and after anything unknown, plain."""
    if refusal == WAIT and minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:3]) <= LONGEST_WAIT:
        return RefusedForm(REFUSALS[WAIT] % {"minutes": int(minutes[:3])})
    return RefusedForm(REFUSALS[refusal]) if refusal in (SLIP, CLOSED) else ResumeForm()
