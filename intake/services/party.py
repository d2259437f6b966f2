"""The two sides of a case, read and changed. Reading is audited in the call that fetches; a change by field names."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from intake.constants import Side, SideEvent
from intake.exceptions import CaseNotHere
from intake.models import Case, CaseEvent, Party
from intake.permissions import VIEW_CASE
from intake.services.casework import keep_change
from intake.services.lifecycle import take_case
from intake.services.needs import show_needs
from intake.services.people import CONTACT, NEEDS, SAFE_CONTACT
from intake.services.trace import leave_traces
from portal.common import audit

PARTY_FIELDS = ("parties.name", "parties.contact", "parties.safe_contact", "parties.needs")
"""The private columns of both sides; the audit log keeps their names, never their values."""
COLUMNS = {"contact": CONTACT, "safe_contact": SAFE_CONTACT, "needs": NEEDS}
"""The columns of Party that hold several answers, by the keys of the question catalogue."""


@transaction.atomic
def read_parties(case: Case, user: Any) -> list[Party]:
    """Both sides of a case that `user` may open, the one that asked first. Raises CaseNotHere."""
    if not user.has_perm(VIEW_CASE):
        raise CaseNotHere
    parties = list(Party.objects.filter(case=case).order_by("-has_asked"))
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=PARTY_FIELDS)
    return parties


@transaction.atomic
def open_party(case: Case, side: str, user: Any) -> Party:
    """One side of a case that `user` works on, for changing it. Raises CaseNotHere."""
    party = Party.objects.filter(case=case, side=side).first()
    if party is None or not user.has_perm(VIEW_CASE):
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=user, obj=party, fields=[name.partition(".")[2] for name in PARTY_FIELDS])
    return party


def answers_of(party: Party) -> dict[str, Any]:
    """What is known about a side, by the keys of its form."""
    known: dict[str, Any] = {"name": party.name, "language": party.language}
    for column in COLUMNS:
        known |= getattr(party, column)
    return known


@transaction.atomic
def change_party(case_id: uuid.UUID, side: str, *, user: Any, version: int, changes: Mapping[str, Any]) -> None:
    """Writes these answers about one side, and no others. A new name or contact leaves its traces for the search."""
    case = take_case(case_id, user, version)
    party = Party.objects.select_for_update().get(case=case, side=Side(side))
    changed = put_answers(case, party, changes)
    if not changed:
        return
    keep_change(case, user)
    audit.record(audit.Verb.CHANGE, actor=user, obj=party, fields=sorted(changed | set(changes)))


def put_answers(case: Case, party: Party, changes: Mapping[str, Any]) -> set[str]:
    """Saves these answers about a side of a case that is locked; gives the columns that changed. The caller audits."""
    changed = {key for key in ("name", "language") if key in changes}
    for key in changed:
        setattr(party, key, changes[key])
    for column, keys in COLUMNS.items():
        new = {key: changes[key] for key in keys if key in changes}
        if new:
            kept = getattr(party, column) | new
            setattr(party, column, {key: value for key, value in kept.items() if value not in ("", [], None)})
            changed.add(column)
    if changed:
        party.save(update_fields=sorted(changed))
        leave_traces(case.referral, {key: changes[key] for key in ("name", "phone", "email") if changes.get(key)})
    if changed & {"needs", "language"}:
        show_needs(case)
    return changed


def note_side_event(case: Case, party: Party, event: SideEvent, *, actor: Any = None) -> None:
    """An entry in the timeline that tells what happened with a side; without `actor` the side did it itself."""
    CaseEvent.objects.create(
        case=case,
        move=event,
        from_state=case.state,
        to_state=case.state,
        reason=party.side,
        actor=actor,
        by_participant=actor is None,
    )
