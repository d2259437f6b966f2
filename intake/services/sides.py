"""Reading both sides of a case, for the people of the program who ask them."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from intake.constants import LetterKind
from intake.exceptions import CaseNotHere
from intake.models import Case, EarlierAnswer, Notification, Party
from intake.permissions import WORK_CASE
from portal.common import audit

READ_FIELDS = (
    "parties.name",
    "parties.consent.state",
    "parties.consent.answered_at",
    "parties.earlier_answers.state",
    "parties.earlier_answers.answered_at",
)
ASKING_LETTERS = (
    LetterKind.INVITE_COMMUNITY,
    LetterKind.INVITE_EMPLOYEE,
    LetterKind.CONSENT_REMINDER,
    LetterKind.ANSWER_YES,
    LetterKind.ANSWER_NO,
)


@transaction.atomic
def read_sides(case_id: uuid.UUID, user: Any) -> tuple[Case, list[Party]]:
    """The case and its two sides with their tracks, who asked first; the read is audited in the same transaction.
    Raises CaseNotHere."""
    cases = Case.objects.visible_to(user).select_related("referral")
    case: Case | None = cases.filter(pk=case_id).first() if user.has_perm(WORK_CASE) else None
    if case is None:
        raise CaseNotHere
    earlier = Prefetch("earlier_answers", EarlierAnswer.objects.select_related("entered_by").defer("text"))
    found = Party.objects.filter(case=case).select_related("consent").prefetch_related(earlier)
    parties = list(found.order_by("-has_asked"))
    for party in parties:
        party.case = case
    audit.record(audit.Verb.VIEW, actor=user, obj=case, fields=READ_FIELDS)
    return case, parties


def messages_of(case: Case) -> list[Notification]:
    """What was queued to ask both sides, with its dates and without its words."""
    found = Notification.objects.filter(case=case, letter__in=ASKING_LETTERS).order_by("due_at", "id")
    return list(found.only("id", "party_id", "letter", "state", "channel", "due_at", "sent_at"))
