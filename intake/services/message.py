"""Messages of a side to the program: sending one, and what staff do with it. Nobody answers here; staff call or write.

What is said in a mediation is written down nowhere. So no message is taken any more once both sides have met.
"""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from intake.constants import DutyKind
from intake.exceptions import CaseNotHere, MessagesClosed, TooManyMessages
from intake.models import Case, Party, PartyMessage, Session
from intake.permissions import WORK_CASE
from intake.services.lifecycle import lock_case, take_case
from intake.services.space_answers import open_soon
from portal.common import audit
from portal.common.dates import start_of_day

MOST_A_DAY = 5
SHOWN = 20
"""The newest that its own page lists."""


@transaction.atomic
def send_message(party: Party, text: str) -> None:
    """Stores a message and has somebody answer it. The same words again change nothing as long as nobody has read
    them, so a double click is harmless. Raises MessagesClosed, or TooManyMessages after five on one day."""
    case = lock_case(party.case_id, Case.objects.all())
    if have_met(party):
        raise MessagesClosed
    sent_today = list(_sent_today(party))
    if any(each.text == text for each in sent_today if each.read_at is None):
        return
    if len(sent_today) >= MOST_A_DAY:
        raise TooManyMessages
    PartyMessage.objects.create(party=party, text=text)
    open_soon(case, DutyKind.ANSWER_MESSAGE, party)
    audit.record(audit.Verb.SEND, actor=audit.PARTICIPANT, obj=party, fields=["messages"])


def have_met(party: Party) -> bool:
    """Whether both sides have met, or are meeting now."""
    return Session.objects.filter(case=party.case_id).have_met().exists()


def may_send_today(party: Party) -> bool:
    """Whether one more can be sent today."""
    return _sent_today(party).count() < MOST_A_DAY


def own_messages(party: Party) -> list[PartyMessage]:
    """When this side wrote and whether it was read, the newest first; the words are not fetched."""
    return list(PartyMessage.objects.filter(party=party).defer("text").order_by("-created_at", "-id")[:SHOWN])


@transaction.atomic
def read_messages(case_id: uuid.UUID, user: Any) -> tuple[Case, list[PartyMessage]]:
    """The case and the messages of both sides, the newest first, for somebody who works on it; audited. Raises
    CaseNotHere."""
    cases = Case.objects.visible_to(user).select_related("referral")
    case: Case | None = cases.filter(pk=case_id).first() if user.has_perm(WORK_CASE) else None
    if case is None:
        raise CaseNotHere
    found = PartyMessage.objects.filter(party__case=case).select_related("party").defer("party__name")
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=["parties.messages.text"])
    return case, list(found.order_by("-created_at", "-id"))


def count_unread(case: Case) -> int:
    """How many messages of a case nobody has read."""
    return PartyMessage.objects.filter(party__case=case, read_at=None).count()


@transaction.atomic
def mark_read(case_id: uuid.UUID, message_id: uuid.UUID, user: Any) -> None:
    """Somebody has read a message; the duty to answer it stays. The same again changes nothing. Raises CaseNotHere."""
    case = take_case(case_id, user)
    message = PartyMessage.objects.filter(party__case=case, pk=message_id).defer("text").first()
    if message is None:
        raise CaseNotHere
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
        audit.record(audit.Verb.CHANGE, actor=user, obj=message, fields=["read_at"])


def _sent_today(party: Party) -> QuerySet[PartyMessage]:
    return PartyMessage.objects.filter(party=party, created_at__gte=start_of_day(timezone.localdate()))
