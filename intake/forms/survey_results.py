"""Which part of the results to show, and which edition to lay beside them."""

from collections.abc import Iterable
from typing import Any

from django import forms

from intake.forms.plain import PlainForm

Choices = Iterable[tuple[str, str]]


class ResultsFilterForm(PlainForm):
    """Whose answers, in which language and half-year."""

    audience = forms.ChoiceField(label="Who answered", required=False)
    language = forms.ChoiceField(label="Language", required=False)
    half_year = forms.ChoiceField(label="Half-year", required=False)

    def __init__(self, *args: Any, audiences: Choices, languages: Choices, half_years: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = {"audience": ("All", audiences), "language": ("All", languages), "half_year": ("All", half_years)}
        for name, (everything, choices) in offered.items():
            self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]


class ComparisonForm(PlainForm):
    """The edition before, and whose answers."""

    edition = forms.ChoiceField(label="Compare with", required=False)
    audience = forms.ChoiceField(label="Who answered", required=False)

    def __init__(self, *args: Any, editions: Choices, audiences: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["edition"].choices = [("", "Choose an edition"), *editions]  # type: ignore[attr-defined]
        self.fields["audience"].choices = [("", "All"), *audiences]  # type: ignore[attr-defined]
