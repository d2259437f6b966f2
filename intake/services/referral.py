"""Receiving a request: the one door through which a referral comes in."""

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from intake.constants import CaseState, Path, Source
from intake.exceptions import NoFreeReference
from intake.models import Case, CaseEvent, Draft, Duty, Referral
from intake.models.referral import by_column
from intake.notifications import tell_received
from intake.rules.kind import kind_of
from intake.rules.needs import shown_needs
from intake.rules.screening import reasons_to_call
from intake.services.code import hand_over_code
from intake.services.duties import open_clock, state_duties
from intake.services.people import language_asked, open_parties
from intake.services.policy import current_policy
from intake.services.trace import leave_traces
from portal.common import audit
from portal.common.languages import language_of

REFERENCE_TRIES = 5
ISO_DAY = len("2026-03-04")
"""A day that is remembered in part is shorter; the one-year limit needs all of it."""


@dataclass(frozen=True)
class ReferralInput:
    """What a person sends, cleaned: JSON-ready answers by the key of their question, what they agreed to, the names of
    checks that left a doubt, and the key that makes sending twice harmless. `entered_by` is the member of staff who
    wrote it down, if one did."""

    submission_key: uuid.UUID
    language: str
    path: Path
    source: Source = Source.ONLINE
    answers: dict[str, Any] = field(default_factory=dict)
    consent: dict[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    entered_by: Any = None


def store_once(data: ReferralInput) -> tuple[Referral, bool]:
    """The referral of this key and whether it is new. A reference that is taken is drawn again, a few times."""
    for _ in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                referral = Referral.objects.create(
                    submission_key=data.submission_key,
                    source=data.source,
                    language=data.language,
                    path=data.path,
                    entered_by=data.entered_by,
                    consent=data.consent,
                    doubts=list(data.doubts),
                    needs_call=bool(reasons_to_call(data.answers)),
                    **by_column(data.answers),
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
    open_case_of(referral, data)
    leave_traces(referral, data.answers)
    tell_received(referral)
    audit.record(audit.Verb.CREATE, actor=data.entered_by or audit.PARTICIPANT, obj=referral)
    return referral


def open_case_of(referral: Referral, data: ReferralInput) -> Case:
    """The new case of a referral, with its first event, its two sides and its first duty."""
    discovered = data.answers.get("discovered_on")
    case = Case(
        referral=referral,
        kind=kind_of(data.path, data.answers),
        language=language_of(language_asked(data.path, data.answers, data.language)).code,
        received_at=referral.received_at,
        state_since=referral.received_at,
        has_doubts=bool(data.doubts),
        **asdict(shown_needs(data.answers)),
        discovered_on=discovered if isinstance(discovered, str) and len(discovered) == ISO_DAY else None,
    )
    # A person waits while this is written, so nothing is written twice: the case knows its first duty beforehand.
    policy = current_policy()
    duties = state_duties(case, policy)
    case.show_duty(min(duties, key=lambda duty: duty.due_on))
    case.save(force_insert=True)
    Duty.objects.bulk_create(duties)
    CaseEvent.objects.create(
        case=case, to_state=CaseState.RECEIVED, actor=data.entered_by, by_participant=data.entered_by is None
    )
    open_parties(case, data.path, data.answers, data.language)
    if discovered:
        case.refresh_from_db(fields=["discovered_on"])
        open_clock(case, policy)
    return case


@transaction.atomic
def send_draft(draft: Draft, data: ReferralInput) -> Referral:
    """Submits what a draft holds, and empties the draft. A draft that was sent before gives the same referral again."""
    if draft.referral is not None:
        return draft.referral
    referral = submit_referral(data)
    draft.referral = referral
    draft.answers = {}
    draft.save(update_fields=["referral", "sealed", "updated_at"])
    hand_over_code(draft, referral)
    return referral
