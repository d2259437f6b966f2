"""The form field of each kind of question, with words of its own for whatever can be wrong with an answer."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from intake.constants import Path
from intake.questions.question import Kind, Question
from portal.common.memorable_date import MemorableDateField

EARLIEST_DAY = date(1950, 1, 1)
"""An earlier year is a slip of the keyboard; how old a matter may be is for people to say, not for the form."""
EMAIL_LIMIT = 254
TALL = 300
"""Characters: a longer answer gets a taller box."""

# What any field may have to say. Django's own words for these are missing in some of our languages.
COMMON_ERRORS = {
    "invalid_choice": _("Choose one of the answers on the page."),
    "invalid_list": _("Choose one of the answers on the page."),
    "null_characters_not_allowed": _("Your answer has a character that we can’t keep. Please type it again."),
    "max_length": _("This can have up to %(limit_value)d characters. Please shorten it."),
}

AnyField = TypeVar("AnyField", bound=forms.Field)
HINT_WITH_LIMIT = _("{hint} It can have up to {limit} characters.")


def refuse_unreadable(value: object) -> None:
    """Refuses what stands where bytes were no text: what the person typed is lost, and they should know."""
    if "\N{REPLACEMENT CHARACTER}" in str(value):
        raise ValidationError("", code="null_characters_not_allowed")


def refuse_unmailable(address: str) -> None:
    """Refuses what is no e-mail address, and what reads like one but no mail can be written to: a domain that has no
    ASCII form, or an IP number."""
    name, _at, domain = address.rpartition("@")
    try:
        validate_email(address)
        validate_email(f"{name}@{domain.encode('idna').decode()}")
    except (UnicodeError, ValidationError):
        raise ValidationError("", code="invalid") from None
    if domain.startswith("["):
        raise ValidationError("", code="invalid")


class MailableField(forms.EmailField):
    """An e-mail address that we can write to."""

    default_validators = [refuse_unmailable]


class LongText(forms.Textarea):
    """Several lines. A browser counts a line break as one character and sends two; the limit counts it as one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class ChoicesField(forms.MultipleChoiceField):
    """Any of a few; the choices `alone` go with no other."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, alone: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.alone = frozenset(alone)

    def validate(self, value: Any) -> None:
        """Django's checks, and that nothing stands beside a choice that goes alone."""
        super().validate(value)
        if len(value) > 1 and self.alone & set(value):
            words = dict(self.choices)  # type: ignore[arg-type]
            named = words[next(choice for choice in value if choice in self.alone)]
            raise ValidationError(
                _("You chose “%(choice)s” together with others. Keep only what fits."), params={"choice": named}
            )


Made = tuple[type[forms.Field], dict[str, Any]]


def _one_line(question: Question) -> Made:
    widget = forms.TextInput(attrs={"autocomplete": question.autocomplete})
    return forms.CharField, {"max_length": question.limit, "widget": widget}


def _long_text(question: Question) -> Made:
    attrs = {"autocomplete": question.autocomplete, "rows": 8 if question.limit > TALL * 2 else 3}
    return forms.CharField, {"max_length": question.limit, "widget": LongText(attrs=attrs)}


def hint_of(question: Question, hint: Any) -> Any:
    """The hint of a question; that of a long text says how long it can be."""
    if question.kind is not Kind.LONG_TEXT:
        return hint
    return format_lazy(HINT_WITH_LIMIT, hint=hint, limit=question.limit)


def uncut(field: AnyField) -> AnyField:
    """The field, for which a browser takes more than the limit: it would drop the rest of what is typed or pasted and
    say nothing. The check says so, and keeps what was typed."""
    field.widget.attrs.pop("maxlength", None)
    return field


def _phone(question: Question) -> Made:
    attrs = {"autocomplete": question.autocomplete, "inputmode": "tel", "type": "tel"}
    return PhoneNumberField, {"widget": forms.TextInput(attrs=attrs)}


def _email(question: Question) -> Made:
    attrs = {"autocomplete": question.autocomplete, "spellcheck": "false"}
    return MailableField, {"max_length": EMAIL_LIMIT, "widget": forms.EmailInput(attrs=attrs)}


def _date(question: Question) -> Made:
    return MemorableDateField, {"earliest": EARLIEST_DAY, "latest": None if question.ahead else timezone.localdate}


def _choice(question: Question) -> Made:
    return forms.ChoiceField, {"choices": question.choices, "widget": forms.RadioSelect}


def _list(question: Question) -> Made:
    return forms.ChoiceField, {"choices": (("", _("Choose from the list")), *question.choices)}


def _choices(question: Question) -> Made:
    return ChoicesField, {"choices": question.choices, "alone": question.alone}


def _tick(question: Question) -> Made:
    return forms.BooleanField, {}


MAKERS: dict[Kind, Callable[[Question], Made]] = {
    Kind.TEXT: _one_line,
    Kind.NAME: _one_line,
    Kind.LONG_TEXT: _long_text,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.LIST: _list,
    Kind.CHOICES: _choices,
    Kind.TICK: _tick,
}
INVALID = {
    Kind.PHONE: _("Enter a phone number with its area code, such as 626 555 0100."),
    Kind.EMAIL: _("Enter an email address like name@example.com."),
}


def field_of(question: Question, path: Path) -> forms.Field:
    """The form field of a question on a path, with its words and its limits."""
    words = question.asked_on(path)
    errors: dict[str, Any] = dict(COMMON_ERRORS)
    if question.kind in INVALID:
        errors["invalid"] = INVALID[question.kind]
    if question.too_long:
        errors["max_length"] = question.too_long
    if words.missing:
        errors["required"] = words.missing
    make, options = MAKERS[question.kind](question)
    field = make(
        label=words.label,
        help_text=hint_of(question, words.hint),
        required=bool(words.missing),
        error_messages=errors,
        **options,
    )
    if isinstance(field, forms.CharField):
        field.validators.append(refuse_unreadable)
    return uncut(field)
