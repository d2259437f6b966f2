"""Receiving a request: the one door through which a referral comes in."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from intake.constants import CaseState, Source
from intake.exceptions import NoFreeReference
from intake.models import Case, CaseEvent, Draft, Referral
from intake.notifications import tell_received
from portal.common import audit

REFERENCE_TRIES = 5


@dataclass(frozen=True)
class ReferralInput:
    """What a person sends, cleaned: JSON-ready `answers` by the column of Referral that keeps them, and the key that
    makes sending twice harmless."""

    submission_key: uuid.UUID
    language: str
    asking_for: str
    source: Source = Source.ONLINE
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    consent: dict[str, Any] = field(default_factory=dict)


def store_once(data: ReferralInput) -> tuple[Referral, bool]:
    """The referral of this key and whether it is new. A reference that is taken is drawn again, a few times."""
    for _ in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                referral = Referral.objects.create(
                    submission_key=data.submission_key,
                    source=data.source,
                    language=data.language,
                    asking_for=data.asking_for,
                    consent=data.consent,
                    **data.answers,
                )
        except IntegrityError:
            earlier = Referral.objects.filter(submission_key=data.submission_key).first()
            if earlier is not None:
                return earlier, False
        else:
            return referral, True
    raise NoFreeReference


@transaction.atomic
def submit_referral(data: ReferralInput) -> Referral:
    """Stores the referral, opens its case and queues the receipt, all or nothing.

    The same key again gives the first referral back, and nothing is stored or sent. The wizard relies on that for
    double clicks and repeated sends.
    """
    referral, created = store_once(data)
    if not created:
        return referral
    case = Case.objects.create(
        referral=referral,
        language=data.language,
        received_at=referral.received_at,
        state_since=referral.received_at,
    )
    CaseEvent.objects.create(case=case, to_state=CaseState.RECEIVED)
    tell_received(referral)
    audit.record(audit.Verb.CREATE, actor=audit.PARTICIPANT, obj=referral)
    return referral


@transaction.atomic
def send_draft(draft: Draft, data: ReferralInput) -> Referral:
    """Submits what a draft holds, and empties the draft. A draft that was sent before gives the same referral again."""
    if draft.referral is not None:
        return draft.referral
    referral = submit_referral(data)
    draft.referral = referral
    draft.answers = {}
    draft.save(update_fields=["referral", "answers", "updated_at"])
    return referral
