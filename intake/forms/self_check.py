"""The questions of the self-check before the form. Nothing of them is stored, and none has to be answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.plain import PlainForm
from intake.questions.choices import UNSURE, YES_NO_UNSURE


class ChoiceOrNothing(forms.ChoiceField):
    """One choice as radio buttons. An answer that is none of them counts as none: the page never complains."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": YES_NO_UNSURE, "required": False, "widget": forms.RadioSelect, **kwargs})

    def clean(self, value: Any) -> str:
        return value if self.valid_value(value) else ""


class SelfCheckForm(PlainForm):
    """What intake/rules/self_check.py needs to know. `city` is the program's, as it stands above its name."""

    about = ChoiceOrNothing(
        label=_("Was it about how a police employee spoke or acted toward you, or toward someone you help?"),
    )
    harm = ChoiceOrNothing(
        label=_("Was anyone hurt, or was force or a weapon used?"),
        help_text=_("Serious matters can need another way, or a talk with us first."),
    )
    pending = ChoiceOrNothing(
        label=_("Is there a criminal case, a ticket in court or a lawsuit about it?"),
        help_text=_("Mediation may have to wait for the court."),
    )
    want = ChoiceOrNothing(
        label=_("Do you want an investigation or a talk?"),
        help_text=_("Mediation is a guided talk. It does not find out who was right."),
        choices=(
            ("talk", _("A talk")),
            ("investigation", _("An investigation")),
            (UNSURE[0], _("Both, or I am not sure")),
        ),
    )

    def __init__(self, *args: Any, city: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if city:
            hint = _("This program is about the police of one city: %(city)s.") % {"city": city}
            self.fields["about"].help_text = hint
