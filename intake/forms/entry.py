"""What staff choose before they write down a request for someone, and what they confirm at its end."""

from functools import cache
from typing import Any

from django import forms

from intake.constants import Path, Source
from intake.forms.pages import PageForm, form_of
from intake.questions.question import Page
from portal.common.languages import LANGUAGES


class EntryForm(forms.Form):
    """How the request came, for whom it is, and the language it is asked in."""

    source = forms.ChoiceField(
        label="How did the request come?",
        choices=[(source.value, source.label) for source in (Source.PHONE, Source.PAPER, Source.IN_PERSON)],
        widget=forms.RadioSelect,
    )
    path = forms.ChoiceField(
        label="Who is asking?",
        choices=[(path.value, path.label) for path in (Path.SELF, Path.OTHER, Path.EMPLOYEE)],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label="Language to ask in",
        help_text="The questions come in this language, to read aloud. You can switch on every page.",
        choices=[(language.code, language.name) for language in LANGUAGES],
        initial=LANGUAGES[0].code,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class _ReadBackForm(PageForm):
    """Check-answers for staff: the person heard every answer and every agreement, and said yes."""

    read_back = forms.BooleanField(
        label="The person heard the answers and agreements read back, or signed them on paper, and agreed.",
        error_messages={"required": "Confirm that the person heard or signed it."},
    )


@cache
def read_back_form_of(page: Page, path: Path) -> type[PageForm]:
    """The form class of check-answers with the box that says so."""
    return type("ReadBackForm", (_ReadBackForm, form_of(page, path)), {})
