"""The form of a page of a survey: a field for each question, none of which has to be answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from intake.constants.survey import TEXT_LIMITS, Audience, QuestionKind
from intake.forms.fields import COMMON_ERRORS, LongText, refuse_unreadable, uncut
from intake.forms.plain import PlainForm
from intake.rules.survey import Question, answers_in_words, stem_of

Words = Mapping[str, Any]
"""What an edition says in one language: `words` by block, `fixed` by kind."""


class SurveyPageForm(PlainForm):
    """One page. The names of its fields are the keys of the questions."""

    marks_optional = False
    """Nothing has to be answered, and the page says so once."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], texts: Words, audience: Audience, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for question in questions:
            self.fields[question.key] = field_of(question, texts, audience)

    def given(self) -> dict[str, Any]:
        """The answers by question; what was skipped is left out."""
        return {key: answer for key, answer in self.cleaned_data.items() if answer not in ("", [])}


def field_of(question: Question, texts: Words, audience: Audience) -> forms.Field:
    """The field of a question in one language, as one audience reads it."""
    words = texts["words"].get(question.id, {})
    said = {
        "label": stem_of(question, texts["words"], audience),
        "help_text": words.get("hint", ""),
        "required": False,
        "error_messages": COMMON_ERRORS,
    }
    if question.kind in TEXT_LIMITS:
        widget = LongText(attrs={"rows": 5}) if question.kind is QuestionKind.LONG_TEXT else forms.TextInput
        limit = TEXT_LIMITS[question.kind]
        return uncut(forms.CharField(**said, widget=widget, max_length=limit, validators=[refuse_unreadable]))
    choices = answers_in_words(question, texts["words"], texts["fixed"])
    if question.kind is QuestionKind.RATING:
        choices = [(key, _at_an_end(key, words) or label) for key, label in choices]
    if question.kind is QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(**said, choices=choices, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(**said, choices=choices, widget=forms.RadioSelect)


def asked_only(
    question: Question, everything: Iterable[Question], texts: Words, audience: Audience
) -> tuple[str, str] | None:
    """For a page with all questions: the earlier one that this follows, and its answers after which it is asked; None
    where it is asked of everybody."""
    for earlier in everything:
        if question.asked_after and earlier.key == question.asked_after:
            said = dict(answers_in_words(earlier, texts["words"], texts["fixed"]))
            answers = " / ".join(said.get(key, key) for key in question.asked_if)
            return stem_of(earlier, texts["words"], audience), answers
    return None


def _at_an_end(key: str, words: Mapping[str, str]) -> str:
    """The number with what it means, at both ends of the scale."""
    ends = {"0": words.get("low", ""), "10": words.get("high", "")}
    return f"{key} – {ends[key]}" if ends.get(key) else ""
