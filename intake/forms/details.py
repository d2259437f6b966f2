"""The form of one topic of a side's own details: the catalogue's questions, and a mark of what each answer was."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.forms.pages import PageForm, form_of, plain
from intake.questions.question import Page
from portal.common.languages import LANGUAGES


class DetailsForm(PageForm):
    """One topic. `seen` marks what each answer was when the page was opened (services/details.py)."""

    seen = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "spoken_other" in self.fields:
            other = self.fields["spoken_other"]
            other.required, other.label = False, _("If you chose “Another language”: which one is it?")
        if "language" in self.fields:
            names = [(each.code, format_html('<span lang="{}">{}</span>', each.tag, each.name)) for each in LANGUAGES]
            self.fields["language"].choices = names  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The name of another language is needed where one is spoken."""
        cleaned = super().clean()
        is_missing = cleaned.get("spoken") == "other" and not cleaned.get("spoken_other")
        if "spoken_other" in self.fields and is_missing and "spoken_other" not in self.errors:
            self.add_error("spoken_other", self.fields["spoken_other"].error_messages["required"])
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """Every answer of the topic as JSON can hold it; empty ones are empty texts."""
        return {question.key: plain(self.cleaned_data.get(question.key)) or "" for question in self.of_page.questions}


def details_form(page: Page, path: Path) -> type[PageForm]:
    """The form class of a topic, in the words for a path."""
    return form_of(page, path, DetailsForm)
