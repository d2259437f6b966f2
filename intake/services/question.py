"""Questions that wait for an answer (state INFO_NEEDED): reminding about them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from intake.constants import CaseState, DutyKind, LetterKind
from intake.models import Case, Party
from intake.notifications import queue_letter
from intake.services.duties import end_duties


def remind_of_questions(now: datetime) -> int:
    """Reminds each person whose answer is not there on the day set for that; says how many. Safe to run again."""
    today = timezone.localdate(now)
    due = {"duties__kind": DutyKind.ASK_AGAIN, "duties__due_on__lte": today}
    still_open = {"duties__done_at": None, "duties__dropped_at": None}
    found = Case.objects.filter(state=CaseState.INFO_NEEDED, **due, **still_open)
    return sum(_remind(pk) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _remind(case_id: object) -> bool:
    """Reminds once for each time that the case came into this state; the duty to remind is done with that."""
    case = Case.objects.select_for_update(skip_locked=True).filter(pk=case_id, state=CaseState.INFO_NEEDED).first()
    if case is None:
        return False
    party = Party.objects.select_related("consent").get(case=case, has_asked=True)
    party.case = case
    queue_letter(party, LetterKind.QUESTION_REMINDER, key=f"{case.id}:{case.state_since.isoformat()}:question_reminder")
    end_duties(case, DutyKind.ASK_AGAIN)
    return True
