"""For whom staff make a page of a meeting: as what they come, in which language, and what an interpreter speaks."""

from typing import Any

from django import forms

from intake.constants import Guest
from intake.forms.plain import PlainForm
from intake.questions.choices import SPOKEN_LANGUAGES
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE

SPOKEN = [("", "None"), *SPOKEN_LANGUAGES]


class MeetingLinkForm(PlainForm):
    """One guest. There is no field for a name: the page shows none."""

    guest = forms.ChoiceField(label="For whom", choices=Guest.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label="Language of the page",
        choices=[(each.code, each.name) for each in LANGUAGES],
        initial=SOURCE_LANGUAGE.code,
        help_text="They can change it there.",
    )
    first = forms.ChoiceField(
        label="Interprets from", choices=SPOKEN, required=False, help_text="For an interpreter, both languages."
    )
    second = forms.ChoiceField(label="Interprets to", choices=SPOKEN, required=False)

    def clean(self) -> dict[str, Any]:
        """An interpreter has two languages, nobody else has any."""
        found = super().clean() or {}
        pair = [found.get("first"), found.get("second")]
        is_interpreter = found.get("guest") == Guest.INTERPRETER
        if is_interpreter and (not all(pair) or pair[0] == pair[1]):
            self.add_error("first", "Choose the two languages between which they interpret.")
        found["languages"] = pair if is_interpreter else []
        return found
