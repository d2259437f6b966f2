"""One rule of the program: a field by what it is counted in, and the value as the rule holds it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.forms.plain import PlainForm
from intake.rules.policy import RULES, Unit
from intake.rules.rule_values import DATE_LIST, DAY_LIST, ONE_OF, WHOLE, YES_OR_NO, trouble_with

YES_NO = (("yes", "Yes"), ("no", "No"))


class RuleForm(PlainForm):
    """The new value of the rule `name`."""

    def __init__(self, *args: Any, name: str, value: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["value"] = _field(name)
        self.fields["value"].initial = _typed(name, value)

    def clean_value(self) -> Any:
        """The value as the rule holds it, if it makes sense."""
        value = _held(self.name, self.cleaned_data["value"])
        if trouble := trouble_with(self.name, value):
            raise ValidationError(trouble)
        return value


def _field(name: str) -> forms.Field:
    rule = RULES[name]
    if rule.unit is Unit.SWITCH:
        words = {"required": YES_OR_NO, "invalid_choice": YES_OR_NO}
        return forms.ChoiceField(label=rule.label, choices=YES_NO, widget=forms.RadioSelect, error_messages=words)
    if rule.unit is Unit.CHOICE:
        words = {"required": ONE_OF, "invalid_choice": ONE_OF}
        return forms.ChoiceField(label=rule.label, choices=rule.choices, widget=forms.RadioSelect, error_messages=words)
    if rule.unit is Unit.LIST:
        return forms.CharField(label=rule.label, help_text=DAY_LIST, required=False, max_length=200)
    if rule.unit is Unit.DATES:
        area = forms.Textarea(attrs={"rows": 8})
        return forms.CharField(label=rule.label, help_text=DATE_LIST, required=False, max_length=4000, widget=area)
    words = {"required": WHOLE, "invalid": WHOLE}
    told = {key: text.format(least=rule.least, most=rule.most) for key, text in words.items()}
    return forms.IntegerField(
        label=rule.label,
        help_text=f"In {rule.unit.value}, from {rule.least} to {rule.most}.",
        error_messages=told,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def _typed(name: str, value: Any) -> Any:
    """A value as its field shows it."""
    unit = RULES[name].unit
    if unit is Unit.SWITCH:
        return "yes" if value else "no"
    if unit is Unit.LIST:
        return ", ".join(str(each) for each in value)
    return "\n".join(value) if unit is Unit.DATES else value


def _held(name: str, typed: Any) -> Any:
    """What was typed as the rule holds it; text that is no list stays text, which makes no sense to any rule."""
    unit = RULES[name].unit
    if unit is Unit.SWITCH:
        return typed == "yes"
    if unit is Unit.LIST:
        parts = [part.strip() for part in typed.replace(",", " ").split()]
        return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else typed
    return tuple(sorted(set(typed.split()))) if unit is Unit.DATES else typed
