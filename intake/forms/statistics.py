"""The forms of the statistics questions: as those of any page of the catalogue, and what a ZIP code is."""

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from intake.constants import Path
from intake.forms.pages import PageForm, form_of
from intake.questions.question import Page
from intake.questions.statistics import ZIP_CODE, key_of

ZIP = re.compile(r"[0-9]{5}")


class _StatisticsForm(PageForm):
    """A page whose every field may stay empty."""

    def clean_zip_code(self) -> str:
        """Five digits, or nothing."""
        given: str = self.cleaned_data[ZIP_CODE]
        if given and not ZIP.fullmatch(given):
            raise ValidationError(self.fields[ZIP_CODE].error_messages["max_length"], code="invalid")
        return given

    def given(self) -> tuple[list[str], str]:
        """The choices and the own words; both empty when nothing was answered."""
        answers: dict[str, Any] = self.answers()
        chosen = answers.pop(key_of(self.of_page), [])
        return chosen if isinstance(chosen, list) else [chosen], "".join(answers.values())


@cache
def statistics_form_of(page: Page, path: Path) -> type[_StatisticsForm]:
    """The form class of a page for someone who asked on this path."""
    return type(f"{page.name.title()}Form", (_StatisticsForm, form_of(page, path)), {})
