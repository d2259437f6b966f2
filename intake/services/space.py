"""A side's own space: who may be in it, what it shows, and the codes that staff give.

A session of the space holds the id of a code and no more; each request fetches the side through that code, so that a
code that was replaced ends every session that it had opened.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from intake.constants import CaseState, ConsentState, DutyKind, SessionState
from intake.exceptions import CaseNotHere, SpaceClosed
from intake.models import Case, Consent, Duty, ParticipantCode, Party, Session
from intake.rules.duties import TIMERS
from intake.rules.space import Next, may_answer, next_for
from intake.rules.stages import Stage, stage_of
from intake.services.consent import why_no_withdrawal
from intake.services.duties import end_duties
from intake.services.lifecycle import take_case
from intake.services.retry import retried
from portal.common import audit
from portal.common.access_codes import AccessCode, new_access_code
from portal.common.crypto.stretching import turn

READ_FIELDS = ("consent.state", "sessions.starts_at", "sessions.place")


@dataclass(frozen=True)
class Status:
    """Where things stand for one side. `by` is the day of the next step, where one is known and still to come."""

    party: Party
    consent: Consent
    stage: Stage
    changed_at: Any
    next: Next
    by: date | None
    may_answer: bool
    may_withdraw: bool
    times: tuple[Session, ...]
    meetings: tuple[Session, ...]


def space_of(code_id: str) -> Party:
    """The side whose space this code opens, with its case and track. Raises SpaceClosed."""
    try:
        found = ParticipantCode.objects.filter(pk=code_id, party__isnull=False)
        row = found.select_related("party__case__referral", "party__consent").first()
    except ValueError:
        row = None
    if row is None or row.party is None:
        raise SpaceClosed
    return row.party


@transaction.atomic
def note_entry(row: ParticipantCode) -> None:
    """Writes down that somebody came in with a side's code."""
    audit.record(audit.Verb.RESUME, actor=audit.PARTICIPANT, obj=row.party)


@transaction.atomic
def read_status(party: Party) -> Status:
    """What the side sees of its case; the read is audited. The other side's answer is never fetched."""
    case, consent = party.case, party.consent
    is_asked = consent.asked_from is not None and consent.asked_from <= timezone.localdate()
    where = (case.state, case.held_from, consent.state)
    meetings = tuple(meetings_of(party))
    meets = any(each.state == SessionState.CONFIRMED for each in meetings)
    step = next_for(*where, has_asked=party.has_asked, is_asked=is_asked, meets=meets)
    status = Status(
        party=party,
        consent=consent,
        stage=stage_of(case.state, case.held_from),
        changed_at=max(filter(None, (case.state_since, consent.answered_at))),
        next=step,
        by=_still_to_come(_day_of(step, case, consent)),
        may_answer=may_answer(*where, is_asked=is_asked),
        may_withdraw=why_no_withdrawal(case, consent) is None,
        times=tuple(open_times(party)),
        meetings=meetings,
    )
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=party, fields=READ_FIELDS)
    return status


def open_times(party: Party) -> list[Session]:
    """The sessions for which this side is asked when it can come, each with the times that are still ahead."""
    found = sessions_of(party).filter(state=SessionState.PROPOSED, proposals__starts_at__gt=timezone.now())
    return list(found.distinct().order_by("pk"))


def meetings_of(party: Party) -> list[Session]:
    """The meetings of this side that stand, and those that were called off, until their time is over. A meeting that
    was moved is there once, at its newest time, as in a calendar."""
    found = sessions_of(party).filter(starts_at__isnull=False).select_related("place").order_by("sequence")
    newest = {each.uid: each for each in found}
    now, shown = timezone.now(), (SessionState.CONFIRMED, SessionState.CANCELLED)
    ahead = [each for each in newest.values() if each.state in shown and each.ends_at > now]
    return sorted(ahead, key=lambda each: (each.starts_at, each.pk))


def sessions_of(party: Party) -> Any:
    """Those in which this side takes part: its own talks, and what is for both."""
    return Session.objects.filter(Q(party=party) | Q(party=None), case=party.case)


def _day_of(step: Next, case: Case, consent: Consent) -> date | None:
    """The day by which it comes. For both answers it is the last day that was set when the asking began."""
    if step is Next.WILL_ASK:
        return consent.asked_from
    if step is Next.ANSWER:
        return consent.answer_by
    if step is Next.BOTH:
        last: date | None = Consent.objects.filter(party__case=case).aggregate(last=Max("answer_by"))["last"]
        return last
    if step in {Next.WAIT, Next.NOTHING, Next.MEET}:
        return None
    kinds = [timer.kind for timer in TIMERS.get(CaseState(case.state), ()) if not timer.is_inner]
    duties = Duty.objects.filter(case=case, kind__in=kinds, party=None).open()
    return max(duties.values_list("due_on", flat=True), default=None)


def _still_to_come(day: date | None) -> date | None:
    return day if day is not None and day >= timezone.localdate() else None


def may_have_code(party: Party) -> bool:
    """Whether this side may have a code: the one that asked, and the other once it was asked for its own answer.
    Before that it may not know."""
    return bool(party.has_asked or party.consent.invited_at or party.consent.state != ConsentState.NOT_ASKED)


@retried
@transaction.atomic
def renew_code(case_id: uuid.UUID, side: str, *, user: Any) -> AccessCode:
    """A new code for a side whose identity a member of staff has checked; the code before it opens nothing any more.

    It is told once, here. Raises CaseNotHere also for a side that may not have one yet.
    """
    case = take_case(case_id, user)
    party = Party.objects.select_related("consent").filter(case=case, side=side).first()
    if party is None or not may_have_code(party):
        raise CaseNotHere
    code = new_access_code()
    with turn():
        row = ParticipantCode.of(code)
    ParticipantCode.objects.filter(party=party).delete()
    row.referral, row.party = case.referral, party
    row.save()
    end_duties(case, DutyKind.HAND_OVER_CODE, actor=user, party=party)
    audit.record(audit.Verb.CREATE, actor=user, obj=row, fields=["party"])
    return code
