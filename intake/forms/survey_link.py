"""Handing out a link to a survey: as whom the person answers."""

from collections.abc import Iterable
from typing import Any

from django import forms

from intake.constants.survey import Audience
from intake.forms.plain import PlainForm


class SurveyLinkForm(PlainForm):
    """The audience, of those that the survey asks."""

    audience = forms.ChoiceField(label="Who answers?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, audiences: Iterable[Audience], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(audience.value, audience.label) for audience in audiences]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("audience", choices[0][0])
