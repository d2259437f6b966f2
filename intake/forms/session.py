"""What staff say about sessions: times, terms, who takes part, who was there.

A field that shows what stands now keeps that beside it, so that of two people who change a session neither loses what
the other did (intake/staff/case_form.py).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings

from intake.constants import AttireTerms, SessionMode, SessionType
from intake.exceptions import NoSuchTime
from intake.forms.case import CaseForm
from intake.models import Attendance, Interpreter, Mediator, Party, Place, TimeProposal
from intake.rules.wall_time import Moment, moment_of

WALL_TIME = "%Y-%m-%dT%H:%M"
MOST_TIMES = 3
ZONES = {
    "America/Los_Angeles": "Pacific time (Los Angeles)",
    "America/Denver": "Mountain time (Denver)",
    "America/Phoenix": "Arizona time (Phoenix)",
    "America/Chicago": "Central time (Chicago)",
    "America/New_York": "Eastern time (New York)",
    "America/Anchorage": "Alaska time (Anchorage)",
    "Pacific/Honolulu": "Hawaii time (Honolulu)",
}
"""The zones that a session can be in, as people call them."""
JUMPED_OVER = "The clocks go forward that night and jump over this time. Choose another."
COUNTED = (
    (Attendance.Role.SUPPORT, "Support people"),
    (Attendance.Role.GUARDIAN, "Guardians"),
    (Attendance.Role.REPRESENTATIVE, "Representatives"),
)
Choices = Sequence[tuple[str, str]]


class WallTimeField(forms.CharField):
    """A day and a time on the clocks of some zone, which another field names."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL_TIME)

    def clean(self, value: Any) -> datetime | None:
        """The time without a zone; None when nothing was chosen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            wall = datetime.strptime(text[:16], WALL_TIME)
        except ValueError:
            raise forms.ValidationError("Write a day and a time, such as 2026-12-03T18:00.") from None
        if not 2000 <= wall.year <= 2100:
            raise forms.ValidationError("Check the year.")
        return wall


class TimesForm(CaseForm):
    """Up to three times, and how long the session takes."""

    zone = forms.ChoiceField(label="Time zone", choices=list(ZONES.items()), initial=settings.TIME_ZONE)
    minutes = forms.IntegerField(label="How many minutes", min_value=10, max_value=480, initial=120)
    time_1 = WallTimeField(label="First time", error_messages={"required": "Propose at least one time."})
    time_2 = WallTimeField(label="Second time", required=False)
    time_3 = WallTimeField(label="Third time", required=False)

    def clean(self) -> dict[str, Any]:
        """Turns the times into moments; `twice` keeps those that clocks show twice, so that staff are told."""
        found = super().clean() or {}
        zone, length = found.get("zone"), timedelta(minutes=found.get("minutes") or 0)
        moments: list[Moment] = []
        for name in [f"time_{number}" for number in range(1, MOST_TIMES + 1)]:
            if not zone or not found.get(name):
                continue
            try:
                moments.append(moment_of(found[name], zone))
            except NoSuchTime:
                self.add_error(name, JUMPED_OVER)
        found["times"] = tuple((moment.at, moment.at + length) for moment in moments)
        found["twice"] = [moment.at for moment in moments if moment.comes_twice]
        return found


class ProposeForm(TimesForm):
    """A new session. `parties` are asked for where the type does not say which side it is with."""

    field_order = ("type", "party", "mode")
    type = forms.ChoiceField(label="What kind of session", widget=forms.RadioSelect)
    party = forms.ChoiceField(
        label="Which side", required=False, help_text="For a talk with one colleague, or a follow-up call."
    )
    mode = forms.ChoiceField(label="In which way", choices=SessionMode.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, types: Iterable[SessionType], parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(each.value, each.label) for each in types]  # type: ignore[attr-defined]
        self.fields["party"].choices = [("", "Both, or as the kind says"), *_named(parties)]  # type: ignore[attr-defined]


class MoveForm(TimesForm):
    """Other times for a session, and whose wish it was."""

    field_order = ("by_party",)
    by_party = forms.ChoiceField(
        label="Who asked for it", required=False, help_text="Each side may move a session as often as the rules say."
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_party"].choices = [("", "The program"), *_named(parties)]  # type: ignore[attr-defined]


class AnswersForm(CaseForm):
    """Whom which time suits: a field for each time and each person, named by `key`."""

    ANSWERS = (("", "Not known"), ("yes", "Suits"), ("no", "Does not suit"))

    def __init__(self, *args: Any, questions: Iterable[tuple[str, str, bool | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label, suits in questions:
            initial = "" if suits is None else "yes" if suits else "no"
            self.fields[key] = forms.ChoiceField(
                label=label, choices=self.ANSWERS, initial=initial, required=False, show_hidden_initial=True
            )

    @property
    def answers(self) -> dict[str, bool]:
        """What is known, by key."""
        return {key: value == "yes" for key, value in self.values().items() if value}


class TermsForm(CaseForm):
    """Where, in which way, with whom, with which uniform."""

    mode = forms.ChoiceField(
        label="In which way", choices=SessionMode.choices, widget=forms.RadioSelect, show_hidden_initial=True
    )
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Neutral place",
        required=False,
        empty_label="None",
        help_text="For in person.",
        show_hidden_initial=True,
    )
    link = forms.URLField(
        label="Link to the video meeting",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="For video.",
        show_hidden_initial=True,
    )
    interpreter = forms.ModelChoiceField(
        Interpreter.objects.none(),
        label="Interpreter",
        required=False,
        empty_label="None needed",
        show_hidden_initial=True,
    )
    attire = forms.ChoiceField(
        label="Uniform and weapon",
        choices=AttireTerms.choices,
        widget=forms.RadioSelect,
        initial=AttireTerms.OPEN,
        show_hidden_initial=True,
    )
    mediators = forms.MultipleChoiceField(
        label="Mediators",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="At least one for a joint session.",
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, mediators: Iterable[Mediator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["interpreter"].queryset = Interpreter.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["mediators"].choices = _named(mediators)  # type: ignore[attr-defined]


class ConfirmForm(TermsForm):
    """Also which of the proposed times it is."""

    field_order = ("proposal",)
    proposal = forms.ChoiceField(label="Time", widget=forms.RadioSelect)

    def __init__(self, *args: Any, times: Iterable[tuple[TimeProposal, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = [(str(each.pk), words) for each, words in times]  # type: ignore[attr-defined]


class HeldForm(CaseForm):
    """Who was there, how long, in which way. There is no field for what was said, and there must not be one."""

    minutes = forms.IntegerField(label="How many minutes it took", min_value=1, max_value=900)
    mode = forms.ChoiceField(
        label="In which way", choices=SessionMode.choices, widget=forms.RadioSelect, show_hidden_initial=True
    )
    parties = forms.MultipleChoiceField(label="Sides who were there", widget=forms.CheckboxSelectMultiple)
    mediators = forms.MultipleChoiceField(
        label="Mediators who were there", widget=forms.CheckboxSelectMultiple, required=False
    )
    interpreter_was_there = forms.BooleanField(label="An interpreter was there", required=False)

    def __init__(self, *args: Any, parties: Iterable[Party], mediators: Iterable[Mediator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = _named(parties)  # type: ignore[attr-defined]
        self.fields["mediators"].choices = _named(mediators)  # type: ignore[attr-defined]
        for role, label in COUNTED:
            self.fields[role.value] = forms.IntegerField(
                label=f"{label} who were there", min_value=0, max_value=20, initial=0
            )

    @property
    def others(self) -> dict[str, int]:
        """How many of each further role were there."""
        return {role.value: self.cleaned_data[role.value] for role, _ in COUNTED}


class NoShowForm(CaseForm):
    """Who did not come, and how long the others waited."""

    missing = forms.MultipleChoiceField(label="Who did not come", widget=forms.CheckboxSelectMultiple)
    waited = forms.IntegerField(label="How many minutes you waited", min_value=0, max_value=300)

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = _named(parties)  # type: ignore[attr-defined]


def _named(people: Iterable[Party | Mediator]) -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in people]
