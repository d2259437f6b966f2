"""Deleting what a side wants deleted: asking for it ends the side's part at once, a person carries it out.

What goes is what the side told us and what we wrote to it; what stays is that there was a request, its days and codes,
its yes or no with the text it answers, and the audit log, which holds no content. The record of a complaint that was
filed, that the City referred or that it was allowed to read is under the City's schedule, and stays too.
"""

import uuid
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import ENDED, CaseKind, DutyKind, Sharing, SideEvent, Source
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    ErasureRefused,
    MoveRefused,
    NotAskedYet,
    TooLateToWithdraw,
)
from intake.models import Case, ContactTrace, Duty, MoveRequest, Notification, ParticipantCode, Party, PartyMessage
from intake.questions.question import Store, Zone
from intake.services.consent import withdraw_party
from intake.services.duties import end_duties, open_duty
from intake.services.lifecycle import count_change, lock_case, take_case
from intake.services.needs import show_needs
from intake.services.party import answers_of, note_side_event
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.trace import leave_traces
from portal.common import audit

KEPT = frozenset({Store.PATH, Store.CONSENT, Store.STATISTICS})
OWN_COLUMNS = tuple(store.value.name for store in Store if store not in KEPT)
"""What a request holds of its person, column by column."""
PROGRAM_COLUMNS = tuple(store.value.name for store in Store if store not in KEPT and store.value.zone is Zone.B)
"""The part of it that the program alone ever saw."""
TO_GET_IN_TOUCH = (
    DutyKind.CALL_PARTY,
    DutyKind.POST_LETTER,
    DutyKind.ANSWER_MESSAGE,
    DutyKind.HAND_OVER_CODE,
    DutyKind.HAND_OVER_SURVEY,
)
"""What nobody can do any more for a side that can't be reached."""
LETTER = ("title", "body", "english_title", "english_body")
ON_HOLD = "The record is on legal hold. Nothing of it may be deleted before the hold is lifted."
STILL_OPEN = "The case is still open. Delete once it has ended."


def asked_erasure(party: Party) -> Duty | None:
    """The duty to delete that this side has asked for and that waits; it knows when, and by when."""
    duty: Duty | None = party.duties.open().filter(kind=DutyKind.ERASE).first()
    return duty


def erasure_day() -> date:
    """By when it is done, if somebody asks today."""
    return timezone.localdate() + timedelta(days=current_policy().erasure_days)


@retried
@transaction.atomic
def ask_erasure(party: Party) -> None:
    """The side steps back, where it still can, and somebody has to delete what we may. Asking again changes nothing.

    What the other side gets to see is what it sees after any stepping back.
    """
    case = lock_case(party.case_id, Case.objects.all())
    if asked_erasure(party) is not None:
        return
    open_duty(case, DutyKind.ERASE, erasure_day(), party=party)
    note_side_event(case, party, SideEvent.ERASURE)
    count_change(case)
    with suppress(AlreadyAnswered, NotAskedYet, TooLateToWithdraw, MoveRefused):
        withdraw_party(party)
    audit.record(audit.Verb.CREATE, actor=audit.PARTICIPANT, obj=party, fields=["erasure"])


@transaction.atomic
def read_erasure(case_id: uuid.UUID, side: str, user: Any) -> tuple[Case, Party]:
    """The case and the side that waits for its data to be deleted. Raises CaseNotHere where none does."""
    case = take_case(case_id, user)
    party = Party.objects.filter(case=case, side=side).first()
    if party is None or asked_erasure(party) is None:
        raise CaseNotHere
    return case, party


def why_not(case: Case) -> str:
    """Why nothing may be deleted now, in words for staff; empty when it may."""
    if case.legal_hold_at is not None:
        return ON_HOLD
    return "" if case.state in ENDED else STILL_OPEN


def is_public_record(case: Case) -> bool:
    """Whether the City's schedule keeps the request itself."""
    return case.kind == CaseKind.COMPLAINT or case.referral.source == Source.CITY or case.sharing == Sharing.YES


@retried
@transaction.atomic
def erase_party(case_id: uuid.UUID, side: str, *, user: Any) -> None:
    """Deletes what a side asked us to delete and the rules let us delete. Its code opens nothing any more.

    Raises CaseNotHere where nobody asked, and ErasureRefused while the case is open or on legal hold.
    """
    case, party = read_erasure(case_id, side, user)
    if why := why_not(case):
        raise ErasureRefused(why)
    _empty_side(case, party)
    _empty_letters(party)
    PartyMessage.objects.filter(party=party).delete()
    MoveRequest.objects.filter(party=party).delete()
    if party.has_asked:
        case.referral.erase(PROGRAM_COLUMNS if is_public_record(case) else OWN_COLUMNS)
    _renew_traces(case)
    show_needs(case)
    ParticipantCode.objects.filter(party=party).delete()
    end_duties(case, *TO_GET_IN_TOUCH, is_done=False, party=party)
    end_duties(case, DutyKind.ERASE, actor=user, party=party)
    note_side_event(case, party, SideEvent.ERASED, actor=user)
    count_change(case)
    audit.record(audit.Verb.DELETE, actor=user, obj=party, fields=["contact", "safe_contact", "needs", "notifications"])


@transaction.atomic
def keep_after_all(case_id: uuid.UUID, side: str, *, user: Any) -> None:
    """The side took it back: nothing is deleted, and it can ask anew. Raises CaseNotHere where nobody asked."""
    case, party = read_erasure(case_id, side, user)
    end_duties(case, DutyKind.ERASE, is_done=False, party=party)
    note_side_event(case, party, SideEvent.KEPT, actor=user)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=party, fields=["duties"])


def _empty_side(case: Case, party: Party) -> None:
    party.contact, party.safe_contact, party.needs = {}, {}, {}
    if party.has_asked and not is_public_record(case):
        party.name = ""
    party.save(update_fields=["name", "contact", "safe_contact", "needs"])


def _empty_letters(party: Party) -> None:
    for letter in Notification.objects.filter(party=party):
        if letter.state == Notification.State.QUEUED:
            letter.state = Notification.State.DROPPED
        for name in LETTER:
            setattr(letter, name, "")
        letter.save(update_fields=["state", *LETTER])


def _renew_traces(case: Case) -> None:
    """The search finds the case by what is left of its people, and by nothing else."""
    ContactTrace.objects.filter(referral=case.referral).delete()
    for party in Party.objects.filter(case=case):
        leave_traces(case.referral, answers_of(party))
