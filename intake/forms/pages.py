"""The form of a page of the catalogue: its fields, what they must say together, and its answers as JSON holds them."""

from datetime import date
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from phonenumber_field.phonenumber import PhoneNumber

from intake.constants import Path
from intake.forms.fields import field_of
from intake.forms.plain import PlainForm
from intake.questions.question import Page


class PageForm(PlainForm):
    """One page of the wizard."""

    of_page: ClassVar[Page]
    of_path: ClassVar[Path]

    def clean(self) -> dict[str, Any]:
        """Where one answer out of several is needed, that there is one; a wrong one has its own message already."""
        cleaned = super().clean() or {}
        needed = self.of_page.one_of if self.of_path in self.of_page.one_of_on else ()
        if needed and not self.errors and not any(cleaned.get(key) for key in needed):
            self.add_error(needed[0], ValidationError(self.of_page.none_given))
        return cleaned

    @classmethod
    def input_names(cls) -> set[str]:
        """The names under which a browser sends this page's answers; a question of several inputs has several."""
        return {
            name + part
            for name, field in cls.base_fields.items()
            for part in getattr(field.widget, "widgets_names", ("",))
        }

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON can hold them: dates as YYYY-MM-DD, phone numbers as +1…, with
        ;ext=… behind where there is an extension; empty ones left out."""
        return {name: plain(value) for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}


@cache
def form_of(page: Page, path: Path, base: type[PageForm] = PageForm) -> type[PageForm]:
    """The form class of a page on a path."""
    fields = {question.key: field_of(question, path) for question in page.questions}
    return type(f"{page.name.title()}Form", (base,), {**fields, "of_page": page, "of_path": path})


def plain(value: Any) -> Any:
    """An answer as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PhoneNumber):
        return f"{value.as_e164};ext={value.extension}" if value.extension else value.as_e164
    return value
