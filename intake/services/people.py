"""Which people of the lifecycle a signed-in person is, and the two sides that a new case begins with."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from intake.constants import Path, Side
from intake.models import Case, Consent, Party
from intake.permissions import LEAD_CASE, MEDIATE, REVIEW_CASE, WORK_CASE
from intake.rules.lifecycle import Who

BY_PERMISSION = {
    WORK_CASE: Who.ADMINISTRATOR,
    LEAD_CASE: Who.LEAD,
    REVIEW_CASE: Who.LIAISON,
    MEDIATE: Who.MEDIATOR,
}


def whos_of(user: Any) -> frozenset[Who]:
    """As whom this person makes moves; nobody for a stranger."""
    return frozenset(who for permission, who in BY_PERMISSION.items() if user.has_perm(permission))


def workers() -> Any:
    """Those who can own a case, by name."""
    app, _, name = WORK_CASE.partition(".")
    may = Q(groups__permissions__codename=name, groups__permissions__content_type__app_label=app)
    found = get_user_model().objects.filter(may, is_active=True).distinct()
    return found.order_by("first_name", "last_name", "email")


CONTACT = ("phone", "email", "address")
SAFE_CONTACT = ("voicemail", "text_message", "may_name_program", "best_way", "avoid")
NEEDS = (
    *("spoken", "spoken_other", "reading", "interpreter", "access", "access_more", "support_person"),
    *("times", "meeting", "practical"),
)


def open_parties(case: Case, path: Path, answers: Mapping[str, Any], language: str) -> list[Party]:
    """Stores both sides of a new case: the one that asked, with what the request says about it, and the other, of
    which often nothing is known yet. Where someone asked for another person, that person is the party."""
    asked = Side.EMPLOYEE if path is Path.EMPLOYEE else Side.COMMUNITY
    other = Side.COLLEAGUE if path is Path.EMPLOYEE else Side.EMPLOYEE
    parties = [
        Party(
            case=case,
            side=asked,
            has_asked=True,
            language=language_asked(path, answers, language),
            name=str(answers.get("name", "")),
            contact=_chosen(answers, CONTACT),
            safe_contact=_chosen(answers, SAFE_CONTACT),
            needs=_chosen(answers, NEEDS),
        ),
        Party(case=case, side=other, language="en", name=str(answers.get("employee_name", ""))),
    ]
    Party.objects.bulk_create(parties)
    Consent.objects.bulk_create([Consent(party=party) for party in parties])
    return parties


def language_asked(path: Path, answers: Mapping[str, Any], language: str) -> str:
    """The language of the side that asks: that of its request; where the City wrote that, the one the person reads."""
    return str((answers.get("reading") if path is Path.CITY else "") or language)


def _chosen(answers: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: answers[key] for key in keys if answers.get(key)}
