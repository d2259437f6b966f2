"""A side asks for another time of a meeting. It moves nothing: staff find a time, and until then the meeting stands."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import DutyKind
from intake.exceptions import CaseNotHere
from intake.models import Case, MoveRequest, Party, Session
from intake.rules.moving import FreeTime, Moving, moving
from intake.services.lifecycle import lock_case
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.space import meetings_of
from intake.services.space_answers import open_soon
from portal.common import audit


def moving_of(session: Session, party: Party) -> Moving:
    """Whether this side can ask for another time of a meeting that stands, by the rules in force."""
    assert session.starts_at is not None, "only meetings with a time stand"
    return moving(session.starts_at, timezone.now(), party.moves_used, current_policy())


@retried
@transaction.atomic
def ask_to_move(party: Party, session_id: UUID, free_times: Sequence[FreeTime]) -> Moving:
    """Stores the wish and lets staff look for another time; asking again replaces the wish.

    Where it is too late for that, or this side has used up its moves, somebody calls it instead; the answer says which
    it was. Raises CaseNotHere for a meeting that is not this side's or does not stand any more.
    """
    case = lock_case(party.case_id, Case.objects.all())
    # Fetched anew under the lock: staff may have moved or called off the meeting a moment ago.
    side = Party.objects.select_related("case").get(pk=party.pk)
    session = next((each for each in meetings_of(side) if each.pk == session_id and each.stands), None)
    if session is None:
        raise CaseNotHere
    found = moving_of(session, side)
    if found is Moving.OPEN:
        wish = {"free_times": [each.key for each in sorted(set(free_times))], "asked_at": timezone.now()}
        MoveRequest.objects.update_or_create(session=session, party=side, defaults=wish)
        open_soon(case, DutyKind.FIND_TIME, side, session)
    else:
        open_soon(case, DutyKind.CALL_PARTY, side)
    audit.record(audit.Verb.CREATE, actor=audit.PARTICIPANT, obj=party, fields=["move_requests"])
    return found
