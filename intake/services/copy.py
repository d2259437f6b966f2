"""The sender's own copy of a request that was just sent."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from intake.exceptions import CopyIsOver, DraftNotHere
from intake.models import Referral
from intake.services.draft import read_draft
from portal.common import audit

READ_FIELDS = (
    *("contact", "safe_contact", "needs", "representation", "employee"),
    *("account", "screening", "complaint", "wishes"),
)
"""The private columns that a copy shows."""


def copy_ends(referral: Referral) -> datetime:
    """Until when the sender can open a copy. A setting, because whoever finds the device could open it too."""
    ends: datetime = referral.received_at + timedelta(hours=settings.COPY_HOURS)
    return ends


@transaction.atomic
def open_copy(draft_id: uuid.UUID, browser_secret: str) -> Referral:
    """The referral that this browser sent, for reading; the read is audited.

    Raises DraftNotHere for what this browser does not hold or has not sent, CopyIsOver when the time is up.
    """
    draft = read_draft(draft_id, browser_secret)
    if draft is None or draft.referral is None:
        raise DraftNotHere
    referral: Referral = draft.referral
    if timezone.now() >= copy_ends(referral):
        raise CopyIsOver
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=referral, fields=READ_FIELDS)
    return referral
