"""The traces of contacts and names: hints that a request may be about the same person as an earlier one, and the search
for a person. People decide; nothing is ever merged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from intake.models import ContactTrace, Party, Referral
from intake.models.trace import trace_key, trace_of
from intake.rules.names import folded_whole, folded_words

NEAR = timedelta(days=3)
"""Days between two incidents that may be one (UX.md section 5, duplicate hint)."""
MOST = 10
KINDS = {
    "phone": ContactTrace.Kind.PHONE,
    "helper_phone": ContactTrace.Kind.PHONE,
    "email": ContactTrace.Kind.EMAIL,
    "helper_email": ContactTrace.Kind.EMAIL,
}

NAMES = ("name", "helper_name", "employee_name")


@dataclass(frozen=True)
class Similar:
    """An earlier request with the same contact: `why`, and whether it tells of about the same day."""

    reference: str
    received_at: datetime
    why: tuple[str, ...]
    near: bool


def leave_traces(referral: Referral, answers: Mapping[str, object]) -> None:
    """Stores the traces of a new referral's contacts and names. Two queries, none for one without any."""
    names = {pair for key in NAMES for pair in _of_name(answers.get(key))}
    _store(referral.pk, digests_of({*_contacts(answers), *names}))


def leave_name_traces(party: Party) -> None:
    """Stores the traces of a party's name that was recorded or corrected after the request came in, so that the search
    finds the case by it. Call it in the transaction that saves the name; earlier traces stay."""
    referral_id = party.case.referral_id
    known = set(
        ContactTrace.objects.filter(referral_id=referral_id, kind=ContactTrace.Kind.NAME).values_list(
            "digest", flat=True
        )
    )
    _store(referral_id, {pair for pair in digests_of(set(_of_name(party.name))) if pair[1] not in known})


def _store(referral_id: UUID, pairs: Iterable[tuple[str, str]]) -> None:
    ContactTrace.objects.bulk_create(
        [ContactTrace(referral_id=referral_id, kind=kind, digest=digest) for kind, digest in sorted(pairs)]
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
    """The kind and the trace of each phone number and e-mail address among the answers."""
    return digests_of(set(_contacts(answers)))


def digests_of(found: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The kind and the trace of each kind and text. One query, none for nothing."""
    texts = set(found)
    key = trace_key() if texts else b""
    return {(kind, trace_of(key, kind, text)) for kind, text in texts}


def person_to_find(kind: ContactTrace.Kind, text: str) -> tuple[str, ...]:
    """A contact or a name that somebody looks for, as QueueFilter.who has it: for a name all its words together, or the
    whole of it."""
    if kind != ContactTrace.Kind.NAME:
        return tuple(digest for _, digest in digests_of([(kind.value, text)]))
    words = sorted(digest for _, digest in digests_of((kind.value, word) for word in folded_words(text)))
    whole = [digest for _, digest in digests_of([(kind.value, folded_whole(text))])] if len(words) > 1 else []
    return (".".join(words), *whole) if words else ()


def _of_name(name: object) -> Iterator[tuple[str, str]]:
    if isinstance(name, str):
        yield from ((ContactTrace.Kind.NAME.value, word) for word in {*folded_words(name), folded_whole(name)} if word)


def _contacts(answers: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, kind in KINDS.items():
        value = answers.get(key)
        if isinstance(value, str) and value:
            yield kind.value, value
