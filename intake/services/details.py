"""What a side reads and changes of its own details, in its own space.

Only what the person really changed is written. What the program changed in the meantime is never overwritten unseen: a
form brings back a mark of what each answer was when its page was opened.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake.constants import SENT_BY_WORKER, DutyKind, SideEvent
from intake.exceptions import DetailsChanged
from intake.models import Case, Notification, Party, StoppedPhone
from intake.notifications import ask_a_person, channel_for
from intake.rules.clock import add_business_days
from intake.rules.details import FOR_BOOKING, followed
from intake.services.duties import open_duty
from intake.services.lifecycle import count_change, lock_case
from intake.services.party import answers_of, note_side_event, put_answers
from intake.services.people import CONTACT
from intake.services.policy import current_policy
from intake.services.retry import retried
from intake.services.space import sessions_of
from portal.common import audit
from portal.common.languages import BY_CODE

READ_FIELDS = ("name", "language", "contact", "safe_contact", "needs", "stopped_sms")
CHECK_DAYS = 1
"""Business days in which somebody checks a session after a change."""
MARK_LENGTH = 16


@dataclass(frozen=True)
class Details:
    """What is known about a side, by the keys of the questions. `is_stopped`: STOP came from its phone."""

    known: Mapping[str, Any]
    is_stopped: bool


@transaction.atomic
def read_details(party: Party) -> Details:
    """The details of a side, for itself; the read is audited."""
    party.refresh_from_db(fields=READ_FIELDS)
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=party, fields=READ_FIELDS)
    return Details(answers_of(party), party.stopped_sms or _is_stopped(party))


def marks_of(known: Mapping[str, Any], keys: Collection[str]) -> str:
    """What a form carries as `seen`: a mark of each answer, which tells nothing by itself."""
    return " ".join(f"{key}.{_mark(key, known.get(key))}" for key in keys)


@retried
@transaction.atomic
def change_details(party: Party, wanted: Mapping[str, Any], *, seen: str, event: SideEvent) -> Party:
    """Writes the answers of one topic that differ from what the page showed; gives the side as it stands then.

    The same again changes nothing. Raises DetailsChanged where the program changed the same answer in the meantime, and
    where no way to reach the side would be left.
    """
    case = lock_case(party.case_id, Case.objects.all())
    own = Party.objects.select_for_update().get(pk=party.pk)
    own.case = case
    changes = _changes(own, wanted, seen)
    if not changes:
        return own
    changed = put_answers(case, own, changes)
    if "contact" in changed:
        _must_be_reachable(own, changes)
        # A new number has its own STOP, or none.
        own.stopped_sms = _is_stopped(own)
        own.save(update_fields=["stopped_sms"])
    if changed & {"contact", "safe_contact"}:
        _send_anew(case, own)
    if FOR_BOOKING & set(changes):
        _have_sessions_checked(case, own)
    note_side_event(case, own, event)
    count_change(case)
    audit.record(audit.Verb.CHANGE, actor=audit.PARTICIPANT, obj=case, fields=["parties"])
    audit.record(audit.Verb.CHANGE, actor=audit.PARTICIPANT, obj=own, fields=sorted(changed | set(changes)))
    return own


def _changes(party: Party, wanted: Mapping[str, Any], seen: str) -> dict[str, Any]:
    known, marks = answers_of(party), dict(part.split(".", 1) for part in seen.split() if "." in part)
    new = {key: value for key, value in wanted.items() if _plain(value) != _plain(known.get(key))}
    mine = {key for key in new if _mark(key, wanted[key]) != marks.get(key)}
    theirs = {key for key in mine if _mark(key, known.get(key)) != marks.get(key)}
    if theirs:
        raise DetailsChanged(frozenset(mine), frozenset(theirs))
    return followed({key: new[key] for key in mine}, known, BY_CODE) if mine else {}


def _plain(value: Any) -> Any:
    """Without an order where none is meant, and with one way to say nothing."""
    return (sorted(value) if isinstance(value, list) else value) or ""


def _mark(key: str, value: Any) -> str:
    text = json.dumps([key, _plain(value)])
    return salted_hmac("intake.services.details", text, algorithm="sha256").hexdigest()[:MARK_LENGTH]


def _must_be_reachable(party: Party, changes: Mapping[str, Any]) -> None:
    if not any(party.contact.get(key) for key in CONTACT):
        raise DetailsChanged(frozenset(changes), frozenset(changes))


def _is_stopped(party: Party) -> bool:
    phone = str(party.contact.get("phone", "")).partition(";")[0]
    return bool(phone) and StoppedPhone.has(phone)


def _send_anew(case: Case, party: Party) -> None:
    """What still waits to be sent goes by the way that is right from now on. No worker holds these messages."""
    waiting = Notification.objects.filter(party=party, state=Notification.State.QUEUED, channel__in=SENT_BY_WORKER)
    channel = channel_for(party)
    for notification in waiting.exclude(channel=channel).select_for_update(skip_locked=True):
        notification.case, notification.party, notification.channel = case, party, channel
        notification.save(update_fields=["channel"])
        if notification.is_by_hand:
            ask_a_person(notification)


def _have_sessions_checked(case: Case, party: Party) -> None:
    """A duty for each session that stands: what was arranged may not fit any more."""
    now, today = timezone.now(), timezone.localdate()
    standing = sessions_of(party).standing().filter(ends_at__gt=now)
    due_on = add_business_days(today, CHECK_DAYS, current_policy().closed_on)
    for session in standing:
        day = timezone.localdate(session.starts_at) - timedelta(days=1)
        open_duty(case, DutyKind.CHECK_BOOKING, max(today, min(due_on, day)), party=party, session=session)
