"""What a side answers in its own space: yes or no to mediation, and which times suit it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.constants import NotMediatedReason
from intake.forms.plain import PlainForm
from intake.rules.consents import reasons_for

YES, NO, LATER, QUESTION = "yes", "no", "later", "question"
NONE_SUITS = "none"
Reason = NotMediatedReason

ANSWERS = (
    (YES, _("Yes, I want to take part")),
    (NO, _("No, I do not want to take part")),
    (LATER, _("Not yet. I need more time")),
    (QUESTION, _("I have a question first")),
)
REASONS = {
    Reason.COMMUNITY_INVESTIGATION: _("I want an investigation"),
    Reason.COMMUNITY_AVOID: _("I would rather not meet the other side"),
    Reason.COMMUNITY_TIME: _("I do not have the time"),
    Reason.COMMUNITY_DISTRUST: _("I do not trust it"),
    Reason.COMMUNITY_RESOLVED: _("It has been settled already"),
    Reason.EMPLOYEE_INVESTIGATION: _("I want an investigation"),
    Reason.EMPLOYEE_AVOID: _("I would rather not meet the other side"),
    Reason.EMPLOYEE_ADVICE: _("A representative or lawyer advised me not to"),
}
"""Each reason in the words of the person who gives it; one without words is "no reason given"."""


class OwnAnswerForm(PlainForm):
    """A side's yes or no, or neither yet. `words` names the very text that stood on the page."""

    words = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four."), "invalid_choice": _("Choose one of the four.")},
    )
    reason = forms.ChoiceField(
        label=_("If you say no: would you like to tell us why?"),
        help_text=_("You do not have to. Only the program sees it."),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, side: str, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"words": shown, "reason": ""}, **kwargs})
        self.shown = shown
        reasons = [(reason.value, REASONS[reason]) for reason in reasons_for(side) if reason in REASONS]
        choices = [("", _("I would rather not say")), *reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody says yes or no to words that were changed since they read them."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") in {YES, NO} and cleaned.get("words") != self.shown:
            self.data = {**self.data, "words": self.shown}
            self.add_error(None, _("The text has changed since you opened this page. Please read it again."))
        return cleaned


class TimesForm(PlainForm):
    """The proposed times that suit, or none of them."""

    times = forms.MultipleChoiceField(
        label=_("Which times suit you?"),
        help_text=_("Choose all that fit. The more you choose, the sooner you meet."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the times that suit you, or say that none does."),
            "invalid_choice": _("One of these times is over. Please choose again."),
        },
    )

    def __init__(self, *args: Any, times: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), words) for pk, words in times]
        self.fields["times"].choices = [*choices, (NONE_SUITS, _("None of these times"))]  # type: ignore[attr-defined]

    def clean_times(self) -> frozenset[UUID]:
        """The times that suit. Nobody can mean one of them and none."""
        chosen = set(self.cleaned_data["times"])
        if NONE_SUITS in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Choose times, or “None of these times”, but not both."))
        return frozenset(UUID(each) for each in chosen - {NONE_SUITS})
