"""Changing what is known about one side, and how the case page shows both."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from intake.constants import Side
from intake.forms.case import CaseForm
from intake.forms.party import BY_KEY, LABELS, PartyForm
from intake.models import Party
from intake.permissions import WORK_CASE
from intake.questions.shown import in_words
from intake.services.party import answers_of, change_party, open_party
from intake.services.people import NEEDS
from intake.staff.versioned import CaseChangeView
from portal.common.languages import Language, language_of
from portal.common.policies import staff_with

GROUPS = (
    ("How to reach them", ("phone", "email", "address")),
    ("What is safe", ("best_way", "voicemail", "text_message", "may_name_program", "avoid")),
    ("What they need", NEEDS),
)


@dataclass(frozen=True)
class Shown:
    """One answer about a side."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One side as the case page shows it."""

    side: str
    label: str
    name: str
    has_asked: bool
    language: Language
    stopped_sms: bool
    groups: tuple[tuple[str, tuple[Shown, ...]], ...]


def cards_of(parties: list[Party]) -> list[Card]:
    """Both sides, side by side."""
    return [_card(party) for party in parties]


def _card(party: Party) -> Card:
    known = answers_of(party)
    groups = tuple(
        (title, tuple(Shown(LABELS[key], in_words(BY_KEY[key], known.get(key))) for key in keys if known.get(key)))
        for title, keys in GROUPS
    )
    label, language = Side(party.side).label, language_of(party.language)
    return Card(party.side, label, party.name, party.has_asked, language, party.stopped_sms, groups)


class PartyView(CaseChangeView):
    """The form of one side. Opening it is a read of what a person confided, and is recorded."""

    header_icon = "user"
    said = "The changes are saved."
    about = "Only what you change is written. Opening this page is recorded."

    def dispatch(self, request: HttpRequest, *args: Any, side: str, **kwargs: Any) -> HttpResponse:
        """404 for a side that the case does not have."""
        self.side = side
        self.page_title = f"Change the {Side(side).label.lower()}" if side in Side.values else "Change a side"
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None, **initial: Any) -> CaseForm:
        """The questions about a side."""
        return PartyForm(data, initial=initial)

    def held(self) -> dict[str, Any]:
        """What is known now."""
        return answers_of(open_party(self.case, self.side, self.request.user))

    def apply(self, form: Any, opened: int) -> None:
        """Writes what was changed."""
        change_party(self.case.pk, self.side, user=self.request.user, version=opened, changes=form.changes())


party = staff_with(WORK_CASE)(PartyView.as_view())
