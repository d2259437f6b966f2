"""What staff say before a side gets a new code."""

from django import forms

from intake.forms.plain import PlainForm


class NewCodeForm(PlainForm):
    """How it was made sure that the person is the right one. Nothing of this is kept but that somebody did it."""

    is_checked = forms.BooleanField(
        label="I called them at a number that we knew before, or they are here and showed who they are.",
        error_messages={"required": "Make sure that it is the right person first."},
    )
