"""Recording tries to reach a party, and ticking off duties."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import AttemptResult, DutyKind
from intake.exceptions import MessageUnread, NotByHand
from intake.models import ContactAttempt, Duty, Party, PartyMessage
from intake.services.casework import keep_change
from intake.services.duties import BY_HAND, end_duties, open_clock, open_duty
from intake.services.letter import finish_duty
from intake.services.lifecycle import take_case
from intake.services.policy import current_policy
from portal.common import audit


@transaction.atomic
def record_attempt(
    case_id: uuid.UUID, *, user: Any, version: int, side: str, at: datetime, channel: str, result: str
) -> None:
    """Records one try. A talk with the side that asked does the duty of first contact."""
    case = take_case(case_id, user, version)
    party = Party.objects.only("id", "has_asked").get(case=case, side=side)
    attempt = ContactAttempt.objects.create(party=party, at=at, channel=channel, result=result, made_by=user)
    if party.has_asked and result == AttemptResult.REACHED:
        end_duties(case, DutyKind.FIRST_CONTACT, actor=user)
    keep_change(case, user)
    audit.record(audit.Verb.CREATE, actor=user, obj=attempt, fields=["at", "channel", "result"])


@transaction.atomic
def do_duty(case_id: uuid.UUID, duty_id: uuid.UUID, *, user: Any, version: int) -> None:
    """Ticks a duty off, with the letters that it stands for. A hold and the one-year limit are looked at again and
    again: the next day is set at once.

    Raises NotByHand for a duty that ends with a move, and for one that is over; MessageUnread for one to answer a
    message that nobody has read.
    """
    case = take_case(case_id, user, version)
    duty = Duty.objects.filter(case=case).open().filter(pk=duty_id).first()
    if duty is None or duty.kind not in BY_HAND:
        raise NotByHand
    unread = PartyMessage.objects.filter(party=duty.party_id, read_at=None)
    if duty.kind == DutyKind.ANSWER_MESSAGE and unread.exists():
        raise MessageUnread
    finish_duty(case, duty, user)
    policy = current_policy()
    if duty.kind == DutyKind.REVIEW_HOLD:
        open_duty(case, DutyKind.REVIEW_HOLD, timezone.localdate() + timedelta(days=policy.hold_review_days))
    if duty.kind == DutyKind.CLOCK:
        open_clock(case, policy)
    keep_change(case, user)
    audit.record(audit.Verb.CHANGE, actor=user, obj=duty, fields=["done_at"])
