"""The words of a quote as they may be published."""

from django import forms

from intake.forms.fields import LongText, refuse_unreadable
from intake.forms.plain import PlainForm
from intake.models.survey_quote import QUOTE_LENGTH


class QuoteForm(PlainForm):
    """The edited text; `token` says which one it was."""

    text = forms.CharField(
        label="The words as they may be published",
        help_text=(
            "Take out names, places, days, what somebody said in the talk, and whatever could tell who wrote this or"
            " whom it is about. Change nothing of what it means."
        ),
        max_length=QUOTE_LENGTH,
        widget=LongText(attrs={"rows": 5}),
        validators=[refuse_unreadable],
        error_messages={"required": "Enter the words."},
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
