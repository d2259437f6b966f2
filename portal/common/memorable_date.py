"""A date that a person remembers, such as the day of an incident: month by name, day and year typed (USWDS pattern).

No part can be read as another, whatever order of day and month a person grew up with. Errors say which part is wrong.
A companion such as "I'm not sure of the exact date" belongs to the form: make the date optional, check both in clean().
"""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.common.languages import language_of

Limit = date | Callable[[], date] | None


class MonthSelect(forms.Select):
    """The twelve months by name, in the language of the page."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        names = get_month_names("wide", context="stand-alone", locale=language_of(get_language()).babel)
        self.choices = [("", _("Choose")), *((str(month), names[month]) for month in range(1, 13))]
        return super().get_context(name, value, attrs)


class MemorableDateInput(forms.MultiWidget):
    """Three inputs named `<name>_month`, `<name>_day`, `<name>_year`, each with its own label."""

    template_name = "forms/memorable_date.html"
    use_fieldset = True
    parts: ClassVar[tuple[str, ...]] = ("month", "day", "year")
    labels: ClassVar[dict[str, Promise]] = {"month": _("Month"), "day": _("Day"), "year": _("Year")}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "month": MonthSelect(),
            "day": forms.TextInput({**digits, "maxlength": "2", "class": "day"}),
            "year": forms.TextInput({**digits, "maxlength": "4", "class": "year"}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: date | None) -> list[str | None]:
        """A date as the three values of the inputs."""
        return [str(value.month), str(value.day), str(value.year)] if value else [None, None, None]

    def part_id(self, auto_id: str, part: str) -> str:
        """The id of one input."""
        return f"{auto_id}_{self.parts.index(part)}"

    def id_for_label(self, id_: str) -> str:
        """None: the legend names the group."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        invalid = attrs.pop("invalid_parts", "").split()
        error_id = attrs.pop("error_id", "")
        # `required` on each part would be read out three times, and the legend already says what is optional.
        attrs.pop("required", None)
        context = super().get_context(name, value, attrs)
        for part, widget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            widget["label"] = self.labels[part]
            if part in invalid:
                widget["attrs"] |= {"aria-invalid": "true", "aria-describedby": error_id}
        return context


class MemorableDateField(forms.Field):
    """Gives a `datetime.date` or None. `earliest` and `latest`, dates or functions that give one, are the last days
    that it takes on either side."""

    widget = MemorableDateInput
    default_error_messages = {
        "required": _("Enter the date."),
        "month_missing": _("Choose the month."),
        "day_missing": _("Enter the day."),
        "year_missing": _("Enter the year."),
        "day_and_year_missing": _("Enter the day and the year."),
        "month_and_year_missing": _("Choose the month and enter the year."),
        "month_and_day_missing": _("Choose the month and enter the day."),
        "month_invalid": _("Choose a month from the list."),
        "day_invalid": _("The day must be a number from 1 to 31."),
        "year_invalid": _("The year must have four digits, such as 2026."),
        "no_such_day": _("That month does not have that many days. Check the day."),
        "too_early": _("Check the year. The date is too long ago."),
        "too_late": _("The date must not be in the future."),
    }

    def __init__(self, *, earliest: Limit = None, latest: Limit = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        """The date out of the list of three texts; None for three blanks where no date is required."""
        texts = dict(
            zip(MemorableDateInput.parts, (str(text or "").strip() for text in value or ("", "", "")), strict=True)
        )
        if not any(texts.values()):
            if self.required:
                raise self.problem("required", *texts)
            return None
        missing = [part for part, text in texts.items() if not text]
        if missing:
            raise self.problem("_and_".join(missing) + "_missing", *missing)
        return self.within_limits(self.real_date(texts))

    def real_date(self, texts: dict[str, str]) -> date:
        """The calendar's answer to three texts; every wrong part is reported, in page order."""
        allowed = {"month": range(1, 13), "day": range(1, 32), "year": range(1000, 10_000)}
        # isdecimal and int also take the digits of other scripts, such as the wide ones of Chinese keyboards.
        numbers = {part: int(text) if text.isdecimal() and len(text) <= 4 else 0 for part, text in texts.items()}
        problems = [self.problem(f"{part}_invalid", part) for part in numbers if numbers[part] not in allowed[part]]
        if problems:
            raise ValidationError(problems)
        try:
            return date(numbers["year"], numbers["month"], numbers["day"])
        except ValueError:
            raise self.problem("no_such_day", "day") from None

    def within_limits(self, day: date) -> date:
        """The same date, if it lies between the limits."""
        earliest, latest = (limit() if callable(limit) else limit for limit in (self.earliest, self.latest))
        if earliest and day < earliest:
            raise self.problem("too_early", "year")
        if latest and day > latest:
            raise self.problem("too_late", *MemorableDateInput.parts)
        return day

    def problem(self, code: str, *parts: str) -> ValidationError:
        """The error `code`, with the parts of the date that it is about."""
        return ValidationError(self.error_messages[code], code=code, params={"parts": parts})
