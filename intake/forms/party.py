"""Who a side is, how to reach them and what they need, by the questions of the catalogue in words for staff.

Every field knows what it held when the page was opened, so that only what somebody really changed is written.
"""

from collections.abc import Iterator
from typing import Any

from django import forms

from intake.constants import Path
from intake.forms.case import CaseForm
from intake.forms.fields import LongText, field_of
from intake.forms.pages import plain
from intake.questions.catalogue import questions
from intake.questions.question import Question
from portal.common.languages import LANGUAGES

LABELS = {
    "name": "Name",
    "phone": "Phone number",
    "email": "Email address",
    "address": "Postal address",
    "voicemail": "May we leave a message?",
    "text_message": "May we send text messages?",
    "may_name_program": "May a message name the program?",
    "best_way": "Which way works best?",
    "avoid": "Times to avoid, or people who should not pick up",
    "spoken": "Language they speak",
    "spoken_other": "Another language that they speak",
    "reading": "Language they read",
    "interpreter": "Do they want an interpreter?",
    "access": "What helps them take part",
    "access_more": "More about that",
    "support_person": "Do they want to bring someone?",
    "times": "Times that work for them",
    "meeting": "How they like to meet",
    "practical": "What is hard to arrange",
}
"""The fields in their order; a key is that of its question."""
BY_KEY: dict[str, Question] = {question.key: question for _, question in questions() if question.key in LABELS}


class HiddenLongText(forms.HiddenInput):
    """What several lines were before; a browser sends their line breaks as two characters."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class PartyForm(CaseForm):
    """One side of a case."""

    language = forms.ChoiceField(
        label="Language of our letters",
        choices=[(language.code, language.name) for language in LANGUAGES],
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_fields())

    def changes(self) -> dict[str, Any]:
        """The answers that differ from what the page showed when it was opened, as JSON holds them."""
        return {name: plain(self.cleaned_data[name]) for name in self.changed_data if name != "opened"}


def _fields() -> Iterator[tuple[str, forms.Field]]:
    for key, label in LABELS.items():
        field = field_of(BY_KEY[key], Path.SELF)
        field.label, field.help_text, field.required, field.show_hidden_initial = label, "", False, True
        if isinstance(field.widget, LongText):
            field.hidden_widget = HiddenLongText
        if isinstance(field.widget, forms.RadioSelect) and isinstance(field, forms.ChoiceField):
            field.choices = [*field.choices, ("", "Not known")]  # type: ignore[misc]
        field.widget.attrs["autocomplete"] = "off"
        yield key, field
