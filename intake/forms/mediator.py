"""The roster's form, and what a mediator declares about a case."""

from typing import Any

from django import forms

from intake.constants import Conflict, TrainingTopic
from intake.forms.plain import PlainForm
from intake.questions.choices import SPOKEN_LANGUAGES
from intake.questions.wishes import AVAILABILITY

TIMES = next(question for question in AVAILABILITY.questions if question.key == "times").choices


class MediatorForm(PlainForm):
    """One mediator of the pool."""

    languages = forms.MultipleChoiceField(
        label="Languages they can mediate in",
        choices=[choice for choice in SPOKEN_LANGUAGES if choice[0] != "other"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one language."},
    )
    training_hours = forms.IntegerField(label="Hours of training in mediation", min_value=0, max_value=5000)
    topics = forms.MultipleChoiceField(
        label="Topics of their training",
        choices=TrainingTopic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    times = forms.MultipleChoiceField(
        label="When they usually have time", choices=TIMES, widget=forms.CheckboxSelectMultiple, required=False
    )
    capacity = forms.IntegerField(
        label="Cases at a time", min_value=0, max_value=20, help_text="Invitations that wait for an answer count too."
    )
    is_active = forms.BooleanField(label="Takes cases now", required=False)


class NewMediatorForm(MediatorForm):
    """A person with the role of a mediator joins the pool."""

    user: Any = forms.ModelChoiceField(
        label="Who",
        queryset=None,
        error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person."},
    )
    field_order = ("user",)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class DeclarationForm(PlainForm):
    """What a mediator knows that could matter; the parties are told, and have to accept it."""

    conflict = forms.ChoiceField(
        label="Is there anything that could make you seem partial?",
        help_text="Say it whenever you learn something new. Both parties are asked whether they accept it.",
        choices=Conflict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is true, or that there is nothing."},
    )
