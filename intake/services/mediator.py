"""Mediators and cases: asking, asking again, accepting, declining, declaring conflicts, releasing.

Silence is no answer: a case keeps a duty for the first day on which one is due, until everybody who was asked has
answered, was asked again or is released. Nothing is accepted by itself.

Every writer locks the case first. How many cases a mediator has is counted under a lock of the mediator, so that two
cases at once do not take the same last place.
"""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.constants import AssignmentState, CaseState, Conflict, DutyKind
from intake.exceptions import CaseNotHere, MediatorRefused
from intake.models import Assignment, Case, ConflictDeclaration, Mediator, Party
from intake.notifications import queue_note
from intake.permissions import LEAD_CASE, WORK_CASE
from intake.rules.clock import add_business_days
from intake.rules.matching import MOST_MEDIATORS, why_not_asked
from intake.rules.policy import Policy
from intake.services.duties import end_duties, open_duty
from intake.services.leaving import INVITED, leave_sessions
from intake.services.lifecycle import lock_case
from intake.services.policy import current_policy
from intake.services.suggestion import candidates_for
from portal.common import audit

CHOOSING = frozenset({CaseState.MEDIATOR_ASSIGN, CaseState.PREMEDIATION, CaseState.SCHEDULED})
"""States in which a mediator can be asked: until the session, since whoever was to lead it may have left."""


@transaction.atomic
def invite_mediator(case_id: uuid.UUID, mediator_id: uuid.UUID, user: Any) -> Assignment:
    """Asks a mediator whether they take a case; they have some business days to answer. Raises MediatorRefused in words
    for one who can't be asked, CaseNotHere for whoever does not decide about mediators."""
    case = _lock_for(case_id, user, LEAD_CASE)
    if case.state not in CHOOSING:
        raise MediatorRefused("Mediators are asked once both sides have said yes, and before the session is held.")
    mediator = Mediator.objects.select_for_update(of=("self",)).filter(pk=mediator_id).first()
    if mediator is None:
        raise MediatorRefused("There is no such mediator.")
    if Assignment.objects.filter(case=case).current().count() >= MOST_MEDIATORS:
        raise MediatorRefused(f"A case has {MOST_MEDIATORS} mediators at most. Release one first.")
    [candidate] = candidates_for(case, [], pk=mediator.pk)
    if why := why_not_asked(candidate):
        raise MediatorRefused(f"{candidate.name}: {why}")
    assignment = Assignment.objects.create(
        case=case, mediator=mediator, invited_by=user, reply_by=_last_day_to_answer(current_policy())
    )
    _keep_reply_duty(case, user)
    queue_note(mediator.user, INVITED, case=case, key=f"{assignment.pk}:invited")
    audit.record(audit.Verb.ASSIGN, actor=user, obj=assignment, fields=["state", "reply_by"])
    return assignment


@transaction.atomic
def ask_mediator_again(assignment_id: uuid.UUID, user: Any) -> Assignment:
    """Gives a mediator who did not answer in time their whole time again, and another note. Raises MediatorRefused as
    long as there is time left, and for an invitation that is answered or can't be any more; CaseNotHere."""
    case, assignment = _lock_both(assignment_id, user)
    if assignment.state != AssignmentState.INVITED or case.state not in CHOOSING:
        raise MediatorRefused("This invitation does not wait for an answer any more.")
    if not assignment.is_late:
        raise MediatorRefused("The mediator still has time to answer.")
    assignment.reply_by = _last_day_to_answer(current_policy())
    assignment.save(update_fields=["reply_by"])
    _keep_reply_duty(case, user)
    key = f"{assignment.pk}:invited:{assignment.reply_by}"
    queue_note(assignment.mediator.user, INVITED, case=case, key=key)
    audit.record(audit.Verb.ASSIGN, actor=user, obj=assignment, fields=["reply_by"])
    return assignment


@transaction.atomic
def accept_case(assignment_id: uuid.UUID, user: Any, conflict: Conflict) -> Assignment:
    """A mediator takes a case and declares what could matter. The same again changes nothing. Raises MediatorRefused
    after the last day to answer, and for one who can't be impartial; CaseNotHere for another's invitation."""
    assignment = _lock_own(assignment_id, user)
    if assignment.state == AssignmentState.ACCEPTED:
        return assignment
    if assignment.case.state not in CHOOSING:
        raise MediatorRefused("This case is not looking for a mediator any more.")
    if timezone.localdate() > assignment.reply_by:
        raise MediatorRefused("The time to answer is over. Talk with the program if you still want the case.")
    if conflict == Conflict.CANNOT:
        raise MediatorRefused("You said that you can't be impartial here. Decline this case.")
    _answer(assignment, AssignmentState.ACCEPTED, user)
    ConflictDeclaration.objects.create(assignment=assignment, conflict=conflict)
    audit.record(audit.Verb.CHANGE, actor=user, obj=assignment, fields=["state", "declarations"])
    return assignment


@transaction.atomic
def decline_case(assignment_id: uuid.UUID, user: Any) -> None:
    """A mediator does not take a case; no reason is asked for. Raises MediatorRefused once they accepted it."""
    assignment = _lock_own(assignment_id, user)
    if assignment.state == AssignmentState.ACCEPTED:
        raise MediatorRefused("You accepted this case. Declare what changed, or ask the program to release you.")
    _answer(assignment, AssignmentState.DECLINED, user)
    audit.record(audit.Verb.CHANGE, actor=user, obj=assignment, fields=["state"])


@transaction.atomic
def declare_conflict(assignment_id: uuid.UUID, user: Any, conflict: Conflict) -> ConflictDeclaration:
    """A mediator declares what is known now about a case that they have; the newest declaration counts, and both
    parties are asked about each disclosure anew. Whoever can't be impartial leads no session of it from now on. Raises
    CaseNotHere, MediatorRefused."""
    assignment = _lock_own(assignment_id, user)
    if assignment.state != AssignmentState.ACCEPTED:
        raise MediatorRefused("Answer the invitation first.")
    newest = assignment.declarations.first()
    if newest is not None and newest.conflict == conflict and conflict in (Conflict.NONE, Conflict.CANNOT):
        return newest
    declaration = ConflictDeclaration.objects.create(assignment=assignment, conflict=conflict)
    if conflict == Conflict.CANNOT:
        leave_sessions(assignment.case, assignment.mediator)
    audit.record(audit.Verb.CHANGE, actor=user, obj=assignment, fields=["declarations"])
    return declaration


@transaction.atomic
def accept_disclosure(declaration_id: uuid.UUID, user: Any, party_id: uuid.UUID, is_accepted: bool) -> None:
    """Staff write down whether a party accepts what a mediator disclosed. It stands once both did. Raises
    MediatorRefused for a declaration that is not the newest or needs no yes; CaseNotHere."""
    found = ConflictDeclaration.objects.filter(pk=declaration_id).values_list("assignment__case", flat=True).first()
    if found is None:
        raise CaseNotHere
    case = _lock_for(found, user, WORK_CASE)
    declaration = ConflictDeclaration.objects.select_related("assignment").get(pk=declaration_id)
    if declaration.assignment.declarations.first() != declaration:
        raise MediatorRefused("The mediator has declared something newer.")
    if declaration.conflict in (Conflict.NONE, Conflict.CANNOT):
        raise MediatorRefused("This declaration needs no answer of the parties.")
    party = Party.objects.filter(case=case, pk=party_id).first()
    if party is None:
        raise CaseNotHere
    setattr(declaration, "accepted_by_first" if party.has_asked else "accepted_by_second", is_accepted)
    declaration.accepted_at = timezone.now() if declaration.stands else None
    declaration.save()
    audit.record(audit.Verb.CHANGE, actor=user, obj=declaration.assignment, fields=["declarations.accepted"])


@transaction.atomic
def release_mediator(assignment_id: uuid.UUID, user: Any) -> None:
    """Takes a mediator off a case; they do not see it any more and lead no session of it. Releasing twice is once.
    Raises CaseNotHere."""
    case, assignment = _lock_both(assignment_id, user)
    if assignment.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED):
        assignment.state = AssignmentState.RELEASED
        assignment.save(update_fields=["state"])
        _keep_reply_duty(case, user)
        leave_sessions(case, assignment.mediator, lead=user)
        audit.record(audit.Verb.CHANGE, actor=user, obj=assignment, fields=["state"])


def _lock_for(case_id: uuid.UUID, user: Any, permission: str) -> Case:
    if not user.has_perm(permission):
        raise CaseNotHere
    return lock_case(case_id, Case.objects.visible_to(user))


def _lock_both(assignment_id: uuid.UUID, user: Any) -> tuple[Case, Assignment]:
    """A case and an assignment of it, locked in this order, for whoever decides about mediators."""
    case_id = Assignment.objects.filter(pk=assignment_id).values_list("case", flat=True).first()
    if case_id is None:
        raise CaseNotHere
    case = _lock_for(case_id, user, LEAD_CASE)
    return case, Assignment.objects.select_for_update(of=("self",)).select_related("mediator__user").get(
        pk=assignment_id
    )


def _lock_own(assignment_id: uuid.UUID, user: Any) -> Assignment:
    """This mediator's own assignment, its case locked first. A case that is out of their sight is not there."""
    own = Assignment.objects.of_user(user).filter(pk=assignment_id)
    case_id = own.values_list("case", flat=True).first()
    if case_id is None:
        raise CaseNotHere
    case = lock_case(case_id, Case.objects.all())
    assignment = own.select_for_update(of=("self",)).select_related("mediator__user").first()
    if assignment is None:
        raise CaseNotHere
    assignment.case = case
    return assignment


def _answer(assignment: Assignment, state: AssignmentState, user: Any) -> None:
    assignment.state, assignment.answered_at = state, timezone.now()
    assignment.save(update_fields=["state", "answered_at"])
    _keep_reply_duty(assignment.case, user)


def _last_day_to_answer(policy: Policy) -> date:
    return add_business_days(timezone.localdate(), policy.mediator_reply_days, policy.closed_on)


def _keep_reply_duty(case: Case, user: Any) -> None:
    """One open duty for the first day on which an answer is due; none once nobody's is."""
    days = Assignment.objects.filter(case=case, state=AssignmentState.INVITED).values_list("reply_by", flat=True)
    if days:
        open_duty(case, DutyKind.MEDIATOR_REPLY, min(days))
    else:
        end_duties(case, DutyKind.MEDIATOR_REPLY, actor=user)
