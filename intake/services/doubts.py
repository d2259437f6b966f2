"""What the spam checks marked: a person looked, and the request is in order."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.exceptions import CaseChanged
from intake.models import Case
from intake.notifications import tell_received
from intake.services.lifecycle import lock_case
from portal.common import audit


@transaction.atomic
def clear_doubts(case_id: uuid.UUID, *, user: Any, version: int | None = None) -> Case:
    """Notes that `user` found the request in order, and queues the receipt that was held back because of the doubt.

    The referral keeps what the checks found: it is what came in. A case without doubts stays as it is, so pressing
    twice mails once. Raises CaseNotHere and CaseChanged.
    """
    case = lock_case(case_id, Case.objects.visible_to(user))
    if not case.has_doubts:
        return case
    if version is not None and case.version != version:
        raise CaseChanged
    case.has_doubts = False
    case.checked_at, case.checked_by = timezone.now(), user
    case.version += 1
    case.save(update_fields=["has_doubts", "checked_at", "checked_by", "version"])
    tell_received(case.referral, is_checked=True)
    audit.record(audit.Verb.APPROVE, actor=user, obj=case, fields=["has_doubts"])
    return case
