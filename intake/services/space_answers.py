"""What a side does in its own space besides its yes or no: asking for a call, and saying which times suit it."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.constants import DutyKind
from intake.exceptions import CaseNotHere
from intake.models import Case, Party, Session, TimeProposal
from intake.rules.clock import add_business_days
from intake.services.duties import open_duty
from intake.services.lifecycle import lock_case
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.session import answer_time
from intake.services.space import open_times
from portal.common import audit

CALL_DAYS = 1
"""Business days in which somebody calls a side that has a question."""


@retried
@transaction.atomic
def ask_for_call(party: Party) -> None:
    """Somebody of the program calls this side. Asking again changes nothing."""
    case = lock_case(party.case_id, Case.objects.all())
    open_soon(case, DutyKind.CALL_PARTY, party)
    audit.record(audit.Verb.CREATE, actor=audit.PARTICIPANT, obj=party, fields=["duties"])


@retried
@transaction.atomic
def answer_times(party: Party, session_id: UUID, chosen: Collection[UUID]) -> None:
    """Which of the proposed times suit this side, and that the others do not. Where none does, somebody calls it.

    Raises CaseNotHere for a session that is not this side's or waits for no time any more.
    """
    case = lock_case(party.case_id, Case.objects.all())
    party.case = case
    session = next((each for each in open_times(party) if each.pk == session_id), None)
    if session is None:
        raise CaseNotHere
    for proposal in times_of(session.pk):
        answer_time(proposal, proposal.pk in chosen, party=party)
    if not chosen:
        open_soon(case, DutyKind.CALL_PARTY, party)
    audit.record(audit.Verb.CHANGE, actor=audit.PARTICIPANT, obj=party, fields=["proposals"])


def times_of(session_id: UUID) -> list[TimeProposal]:
    """The times of a session that are still ahead."""
    return list(TimeProposal.objects.filter(session=session_id, starts_at__gt=timezone.now()))


def suiting(party: Party, session_id: UUID) -> set[UUID]:
    """The times that this side said suit it."""
    answers = TimeProposal.objects.filter(session=session_id, answers__party=party, answers__suits=True)
    return set(answers.values_list("pk", flat=True))


def open_soon(case: Case, kind: DutyKind, party: Party, session: Session | None = None) -> None:
    """A duty for this side by the next business day; one that is open already keeps its day. The caller has locked the
    case."""
    same = party.duties.open().filter(kind=kind)
    if not (same.filter(session=session) if session else same).exists():
        due_on = add_business_days(timezone.localdate(), CALL_DAYS, current_policy().closed_on)
        open_duty(case, kind, due_on, party=party, session=session)
