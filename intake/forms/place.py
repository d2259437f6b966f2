"""The rosters that sessions draw on: neutral places and interpreters."""

from typing import Any

from django import forms

from intake.models import Interpreter, Place
from intake.questions.choices import SPOKEN_LANGUAGES


class PlaceForm(forms.ModelForm):
    """A neutral place."""

    class Meta:
        model = Place
        fields = ("name", "address", "access_notes", "is_active")
        labels = {"access_notes": "How to get in", "is_active": "In use"}
        widgets = {"access_notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class InterpreterForm(forms.ModelForm):
    """An interpreter."""

    languages = forms.MultipleChoiceField(
        label="Languages", choices=SPOKEN_LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Interpreter
        fields = ("name", "languages", "qualification", "phone", "email", "is_active")
        labels = {"is_active": "In use"}
        help_texts = {"name": "Never a relative or friend of a party."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
