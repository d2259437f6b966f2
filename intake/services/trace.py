"""Hints that a request may be about the same person as an earlier one. People decide; nothing is ever merged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.models import ContactTrace, Referral
from intake.models.trace import trace_key, trace_of

NEAR = timedelta(days=3)
"""Days between two incidents that may be one (UX.md section 5, duplicate hint)."""
MOST = 10
KINDS = {
    "phone": ContactTrace.Kind.PHONE,
    "helper_phone": ContactTrace.Kind.PHONE,
    "email": ContactTrace.Kind.EMAIL,
    "helper_email": ContactTrace.Kind.EMAIL,
}


@dataclass(frozen=True)
class Similar:
    """An earlier request with the same contact: `why`, and whether it tells of about the same day."""

    reference: str
    received_at: datetime
    why: tuple[str, ...]
    near: bool


def leave_traces(referral: Referral, answers: Mapping[str, object]) -> None:
    """Stores the traces of a new referral's contacts. Two queries, none for one without contacts."""
    ContactTrace.objects.bulk_create(
        [ContactTrace(referral=referral, kind=kind, digest=digest) for kind, digest in traces_of(answers)]
    )


def similar_to(answers: Mapping[str, object]) -> list[Similar]:
    """Earlier requests, the newest first, ten at most, that share a phone number or an e-mail address."""
    digests = {digest for _, digest in traces_of(answers)}
    if not digests:
        return []
    found: dict[Referral, set[str]] = {}
    traces = ContactTrace.objects.filter(digest__in=digests).select_related("referral")
    for trace in traces.order_by("-referral__received_at")[: MOST * 2]:
        found.setdefault(trace.referral, set()).add(ContactTrace.Kind(trace.kind).label)
    return [
        Similar(
            referral.reference,
            referral.received_at,
            tuple(sorted(why)),
            is_near(answers.get("happened_on"), referral.account.get("happened_on")),
        )
        for referral, why in list(found.items())[:MOST]
    ]


def is_near(one: object, other: object) -> bool:
    """Whether two days, as ISO dates, may be one."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= NEAR


def traces_of(answers: Mapping[str, object]) -> set[tuple[str, str]]:
    """The kind and the trace of each contact among the answers."""
    contacts = set(_contacts(answers))
    key = trace_key() if contacts else b""
    return {(kind, trace_of(key, kind, contact)) for kind, contact in contacts}


def _contacts(answers: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, kind in KINDS.items():
        value = answers.get(key)
        if isinstance(value, str) and value:
            yield kind.value, value
