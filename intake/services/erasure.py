"""Deleting what a side wants deleted: asking for it ends the side's part at once, two people carry it out.

It can't be undone, so one person of the program asks for it and another deletes. The side's own wish is neither.

What goes is what the side told us and what we wrote to it; what stays is that there was a request, its days and codes,
its yes or no with the text it answers, and the audit log, which holds no content. The record of a complaint that was
filed, that the City referred or that it was allowed to read is under the City's schedule, and stays too.
"""

import uuid
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from intake.constants import ENDED, CaseKind, DutyKind, ErasureReason, Sharing, SideEvent, Source
from intake.exceptions import (
    AlreadyAnswered,
    CaseNotHere,
    ErasureRefused,
    MoveRefused,
    NotAskedYet,
    TooLateToWithdraw,
)
from intake.models import (
    Case,
    ContactTrace,
    Duty,
    Erasure,
    MoveRequest,
    Notification,
    ParticipantCode,
    Party,
    PartyMessage,
)
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
NOBODY_ASKED = "Somebody has to ask for it first. A second person deletes."
SAME_PERSON = "You asked for it yourself. A second person has to delete: another account than yours."


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


def waiting_erasure(case: Case, party: Party) -> Erasure | None:
    """The first person's word that waits for a second. One from before the case was opened again counts no more."""
    return _waiting(party).filter(asked_at__gte=case.state_since).select_related("asked_by").first()


@retried
@transaction.atomic
def prepare_erasure(case_id: uuid.UUID, side: str, reason: ErasureReason, *, user: Any) -> Erasure:
    """The first of two people asks for it, and says how they know that it is the side's own wish. Once somebody did,
    nothing changes. Raises as `erase_party`."""
    case, party = read_erasure(case_id, side, user)
    if why := why_not(case):
        raise ErasureRefused(why)
    waiting = waiting_erasure(case, party)
    if waiting is not None:
        return waiting
    _drop_waiting(party)
    waiting = Erasure.objects.create(party=party, reason=reason, asked_by=user)
    note_side_event(case, party, SideEvent.ERASURE_PREPARED, actor=user)
    count_change(case)
    audit.record(audit.Verb.CREATE, actor=user, obj=waiting, fields=["reason"])
    return waiting


@retried
@transaction.atomic
def erase_party(case_id: uuid.UUID, side: str, *, user: Any) -> None:
    """The second person deletes what a side asked us to delete and the rules let us delete. Its code opens nothing any
    more.

    Raises CaseNotHere where the side did not ask, and ErasureRefused while the case is open or on legal hold, before
    somebody asked for it, and for whoever did.
    """
    case, party = read_erasure(case_id, side, user)
    if why := why_not(case):
        raise ErasureRefused(why)
    _take_second(waiting_erasure(case, party), user)
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
    _drop_waiting(party)
    end_duties(case, DutyKind.ERASE, is_done=False, party=party)
    note_side_event(case, party, SideEvent.KEPT, actor=user)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=user, obj=party, fields=["duties"])


def _take_second(waiting: Erasure | None, user: Any) -> None:
    if waiting is None:
        raise ErasureRefused(NOBODY_ASKED)
    if waiting.asked_by_id == user.pk:
        raise ErasureRefused(SAME_PERSON)
    waiting.done_by, waiting.done_at = user, timezone.now()
    waiting.save(update_fields=["done_by", "done_at"])
    audit.record(audit.Verb.APPROVE, actor=user, obj=waiting)


def _drop_waiting(party: Party) -> None:
    _waiting(party).update(dropped_at=timezone.now())


def _waiting(party: Party) -> QuerySet[Erasure]:
    return Erasure.objects.filter(party=party, done_at=None, dropped_at=None)


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
