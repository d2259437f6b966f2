"""What every page of the referral has: plain fields, words of its own for errors, and answers that fit in JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

from portal.common.dates import long_date
from portal.common.memorable_date import MemorableDateField

StrOrPromise = str | Promise


# What any field may have to say. Django's own words for these are missing in some of our languages.
COMMON_ERRORS = {
    "invalid_choice": _("Choose one of the answers on the page."),
    "null_characters_not_allowed": _("Your answer has a character that we can’t keep. Please type it again."),
}


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


class StepForm(forms.Form):
    """One page of the wizard. A subclass lists its fields; no label gets a colon, which not every language has."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.error_messages |= COMMON_ERRORS
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_unreadable)

    def input_names(self) -> set[str]:
        """The names under which a browser sends this page's answers; a question of several inputs has several."""
        return {
            name + part for name, field in self.fields.items() for part in getattr(field.widget, "widgets_names", ("",))
        }

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON can hold them: dates as YYYY-MM-DD, phone numbers as +1…, with
        ;ext=… behind where there is an extension; empty ones left out."""
        return {name: _plain(value) for name, value in self.cleaned_data.items() if value not in (None, "", [])}


@dataclass(frozen=True)
class Answer:
    """One question as a person sees it beside what was answered; `value` is empty for what was not provided, and
    `is_own_words` says that the person typed it, in a language of their own."""

    name: str
    label: StrOrPromise
    value: str
    is_own_words: bool = False


@dataclass(frozen=True)
class Step:
    """One page: its `name` in the address, its form, its title, and the column of Referral that keeps its answers."""

    name: str
    form: type[StepForm]
    title: StrOrPromise
    stored_in: str

    def shown(self, answers: dict[str, Any]) -> list[Answer]:
        """Each question of this page with the stored answer in words of the active language."""
        return [
            Answer(name, field.label or "", _in_words(field, answers.get(name)), type(field) is forms.CharField)
            for name, field in self.form.base_fields.items()
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PhoneNumber):
        return f"{value.as_e164};ext={value.extension}" if value.extension else value.as_e164
    return value


def _in_words(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(field, MemorableDateField):
        return long_date(date.fromisoformat(value))
    if isinstance(field, PhoneNumberField):
        return str(PhoneNumber.from_string(value).as_national)
    return str(value)
