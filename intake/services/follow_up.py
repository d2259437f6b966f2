"""The letter of the follow-up: "How did it go?", to both sides, once the duty to follow up falls due.

It goes by the way that each side said is safe (intake/notifications); where no message can go by itself, a person gets
the duty to post or to call. The duty to follow up stays open: a letter is no answer.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import CaseState, DutyKind, LetterKind
from intake.models import Case, Duty, Notification, Party
from intake.notifications import queue_letter
from intake.services.asking import morning_of


def ask_how_it_went(now: datetime) -> int:
    """Queues the letters of the cases whose follow-up is due, from the morning of the day on; gives how many letters.
    The worker calls it ever again."""
    today = timezone.localdate(now)
    if now < morning_of(today):
        return 0
    due = Duty.objects.open().filter(kind=DutyKind.FOLLOW_UP, due_on__lte=today, case__state=CaseState.FOLLOW_UP)
    return sum(_ask(case_id) for case_id in list(due.values_list("case", flat=True)))


@transaction.atomic
def _ask(case_id: UUID) -> int:
    """Each side once in the life of a case, and not one that staff wrote to by hand. Locks the case: whoever closes it
    or puts it on hold at this moment comes before, or after."""
    due = Duty.objects.open().filter(kind=DutyKind.FOLLOW_UP)
    found = Case.objects.filter(pk=case_id, state=CaseState.FOLLOW_UP, pk__in=due.values("case"))
    case = found.select_for_update(of=("self",), skip_locked=True).first()
    if case is None:
        return 0
    written = Notification.objects.filter(case=case, letter=LetterKind.FOLLOW_UP)
    told = set(written.exclude(state=Notification.State.DROPPED).values_list("party", flat=True))
    parties = [party for party in Party.objects.filter(case=case).order_by("side") if party.pk not in told]
    for party in parties:
        party.case = case  # one and the same, so that a duty to call shows in it
        queue_letter(party, LetterKind.FOLLOW_UP, key=f"{case.pk}:follow_up:{party.side}")
    return len(parties)
