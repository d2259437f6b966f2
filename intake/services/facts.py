"""Finding out the facts that the guards of the lifecycle look at (intake/rules/guards.py)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from intake.constants import (
    CONSENT_IS_IN,
    JOINT_TYPES,
    PRE_TYPES,
    AssignmentState,
    AttemptResult,
    AttireTerms,
    CaseState,
    Check,
    ConsentState,
    SessionMode,
    SessionState,
    Sharing,
    Source,
)
from intake.models import Assignment, Case, ContactAttempt, EligibilityDecision, Outcome, Party, Session
from intake.rules.guards import Facts
from intake.rules.policy import Policy
from intake.rules.screening import reasons_to_call

CHECKLIST = tuple(Check.values)
"""The points that a decision on eligibility checks."""


def facts_of(case: Case, policy: Policy) -> Facts:
    """Everything known about this case, in a dozen queries whatever its size."""
    parties = list(Party.objects.filter(case=case).select_related("consent"))
    return Facts(
        policy=policy,
        is_legal_hold=case.legal_hold_at is not None,
        is_checked=not case.has_doubts,
        may_share=case.sharing == Sharing.YES or case.referral.source == Source.CITY,
        has_original=case.original_id is not None,
        parties_reachable=sum(party.is_reachable for party in parties),
        told_person=case.told_at is not None,
        is_past_outcome=case.held_from in (CaseState.OUTCOME, CaseState.FOLLOW_UP),
        has_retention_class=bool(case.retention_class),
        can_reopen=bool(case.ended_at and timezone.now() - case.ended_at <= timedelta(days=policy.reopen_days)),
        **_about_attempts(parties),
        **_about_screening(case),
        **_about_consents(case, parties),
        **_about_mediators(case),
        **_about_sessions(case, parties),
        **_about_outcome(case),
    )


def _about_attempts(parties: list[Party]) -> dict[str, Any]:
    asked = next((party for party in parties if party.has_asked), None)
    tries = list(ContactAttempt.objects.filter(party=asked)) if asked else []
    return {
        "was_reached": any(each.result == AttemptResult.REACHED for each in tries),
        "tries": len(tries),
        "try_days": len({timezone.localdate(each.at) for each in tries}),
        "try_channels": len({each.channel for each in tries}),
    }


def _about_screening(case: Case) -> dict[str, Any]:
    decision = standing_decision(case)
    found = decision if decision and decision.is_eligible else None
    reasons = reasons_to_call(case.referral.answers)
    return {
        "red_flags": len(reasons),
        "flags_resolved": case.flags_resolved_at is not None,
        "checklist_is_complete": bool(found and set(CHECKLIST) <= set(found.checklist)),
        "has_decider": bool(decision and decision.decider),
        "needs_second_approver": needs_second_approver(case.referral.answers),
        "has_second_approver": bool(found and found.approved_by_id),
    }


def standing_decision(case: Case) -> EligibilityDecision | None:
    """The newest decision on the case since it came into its state: one made before it moved counts no more."""
    made = case.decisions.select_related("made_by").filter(at__gte=case.state_since)
    decision: EligibilityDecision | None = made.first()
    return decision


def needs_second_approver(answers: Mapping[str, Any]) -> bool:
    """Whether bias was felt or alleged, the person is under 18, or the employee was in mediation within a year."""
    concerns = {*answers.get("concerns", ()), *answers.get("allegations", ())}
    earlier = str(answers.get("mediations_12_months", "") or "0").strip()
    return bool(concerns & {"different", "differential"}) or answers.get("under_18") == "yes" or earlier != "0"


def _about_consents(case: Case, parties: list[Party]) -> dict[str, Any]:
    consents = [party.consent for party in parties]
    last = [consent.answer_by for consent in consents if consent.answer_by]
    return {
        "consents_in": sum(consent.state in CONSENT_IS_IN for consent in consents),
        "accepted": sum(consent.state == ConsentState.ACCEPTED for consent in consents),
        "is_asking": CaseState.CONSENT in (case.state, case.held_from),
        "consent_window_is_over": bool(last) and max(last) < timezone.localdate(),
    }


def _about_mediators(case: Case) -> dict[str, Any]:
    accepted = Assignment.objects.filter(case=case, state=AssignmentState.ACCEPTED, mediator__is_active=True)
    newest = [next(iter(each.declarations.all()), None) for each in accepted.prefetch_related("declarations")]
    return {
        "mediators_ready": sum(bool(each and each.stands) for each in newest),
        "mediators_in_doubt": sum(not (each and each.stands) for each in newest),
    }


def _about_sessions(case: Case, parties: list[Party]) -> dict[str, Any]:
    sessions = list(Session.objects.filter(case=case).prefetch_related("attendance"))
    prepared = {each.party_id for each in sessions if each.type in PRE_TYPES and each.state == SessionState.HELD}
    joint = [each for each in sessions if each.type in JOINT_TYPES]
    held = [each for each in joint if each.state == SessionState.HELD]
    next_one = next((each for each in joint if each.state == SessionState.CONFIRMED), None)
    wanting = any(party.needs.get("interpreter") == "yes" for party in parties)
    shown = next_one or (held[-1] if held else None)
    return {
        "prepared_sides": sum(party.pk in prepared for party in parties),
        "joint_sessions_held": len(held),
        "session_is_confirmed": next_one is not None and _has_where(next_one),
        "interpreter_is_settled": not wanting or bool(next_one and next_one.interpreter_id),
        "attire_is_settled": bool(next_one and next_one.attire != AttireTerms.OPEN),
        "attendance_is_recorded": bool(shown and shown.minutes and shown.attendance.all()),
    }


def _has_where(session: Session) -> bool:
    return {
        SessionMode.IN_PERSON: session.place_id is not None,
        SessionMode.VIDEO: bool(session.link),
        SessionMode.PHONE: True,
    }[SessionMode(session.mode)]


def _about_outcome(case: Case) -> dict[str, Any]:
    outcome = Outcome.objects.filter(case=case).first()
    if outcome is None:
        return {}
    return {
        "has_outcome": True,
        "outcome_is_approved": outcome.approved_by_id not in {None, outcome.reported_by_id},
        "agreement_is_settled": outcome.agreement_is_settled,
        "ten_days_are_settled": outcome.extended_to is not None or outcome.ended_on is not None,
        "follow_up_is_done": outcome.followed_up_at is not None,
    }
