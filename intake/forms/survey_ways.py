"""What staff choose when they key a reply, and when they make an open link."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.forms.outcome import DayField
from intake.forms.survey_link import SurveyLinkForm
from portal.common.languages import BY_CODE
from portal.common.references import normalise_reference

LONGEST = timedelta(days=366)


class KeyingForm(SurveyLinkForm):
    """As whom somebody answered, in which language, and how the reply came."""

    language = forms.ChoiceField(label="Language of the answers", widget=forms.RadioSelect)
    mode = forms.ChoiceField(
        label="How did the answers come?",
        choices=[(ReplyMode.PAPER.value, "On paper"), (ReplyMode.PHONE.value, "By phone: I read the questions aloud")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, audiences: Iterable[Audience], languages: Iterable[str], **more: Any) -> None:
        super().__init__(*args, audiences=audiences, **more)
        choices = [(code, BY_CODE[code].name) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class OpenLinkForm(SurveyLinkForm):
    """For whom, where it is used, until when, and what staff call it."""

    mode = forms.ChoiceField(
        label="Where is it used?",
        choices=[
            (ReplyMode.OPEN.value, "On people’s own phones: an address and a code to scan"),
            (ReplyMode.ON_SITE.value, "On a device of the program that goes from hand to hand"),
        ],
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label="Name for us",
        max_length=80,
        help_text="Such as “Open day at the library”. Never the name of a person or the number of a case.",
    )
    valid_until = DayField(label="Last day", error_messages={"invalid": "Enter a day, such as 2026-12-31."})

    def clean_label(self) -> str:
        """Nothing that leads to a case."""
        label: str = self.cleaned_data["label"]
        words = label.split()
        if any(normalise_reference(part) for part in (*words, *map("".join, pairwise(words)))):
            raise ValidationError("This looks like the number of a case. An open link must lead to no case.")
        return label

    def clean_valid_until(self) -> date:
        """Today or later, and not for ever."""
        day: date = self.cleaned_data["valid_until"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise ValidationError("Choose a day from today on, at most a year ahead.")
        return day
