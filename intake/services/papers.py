"""A side's own papers: the letters that were sent to it, what it sent itself, and what it did in its own space.

Everything is fetched through the side, and audited as its own read. What waits to be sent is not there yet: it could
tell of a day to come. Nothing that staff or the other side did shows.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from intake.exceptions import CaseNotHere
from intake.models import Consent, EarlierAnswer, Notification, Party, Referral
from intake.rules.receipts import ANSWERS, Deed, deeds_of
from intake.services.code import is_own
from intake.services.copy import READ_FIELDS
from portal.common import audit
from portal.common.models import AuditEvent

SHOWN = 50
"""The newest deeds that a page lists."""
NO_DEEDS = (audit.Verb.VIEW, audit.Verb.LIST, audit.Verb.RESUME)
LETTER_FIELDS = ("title", "body")


@dataclass(frozen=True)
class Done:
    """One thing that the side did itself, and when."""

    deed: Deed
    at: datetime


@dataclass(frozen=True)
class Papers:
    """What the page of papers shows, the newest first."""

    letters: list[Notification]
    done: list[Done]
    has_request: bool


@transaction.atomic
def read_papers(party: Party) -> Papers:
    """The letters of a side and what it did; the read is audited."""
    found = _sent_to(party).defer("english_title", "english_body").order_by("-sent_at", "-id")
    papers = Papers([each for each in found if each.body], done_by(party), has_request(party))
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=party, fields=["notifications.title"])
    return papers


@transaction.atomic
def open_own_letter(party: Party, letter_id: uuid.UUID) -> Notification:
    """One letter that was sent to this side; audited. Raises CaseNotHere for every other one."""
    letter = _sent_to(party).filter(pk=letter_id).first()
    if letter is None or not letter.body:
        raise CaseNotHere
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=letter, fields=LETTER_FIELDS)
    return letter


def has_request(party: Party) -> bool:
    """Whether this side itself sent the request: never the other side, nor one for whom somebody else sent it."""
    return party.has_asked and is_own(party.case.referral)


@transaction.atomic
def open_request(party: Party) -> Referral:
    """The request as this side sent it; audited. Raises CaseNotHere where it sent none."""
    if not has_request(party):
        raise CaseNotHere
    referral: Referral = party.case.referral
    audit.record(audit.Verb.VIEW, actor=audit.PARTICIPANT, obj=referral, fields=READ_FIELDS)
    return referral


def done_by(party: Party) -> list[Done]:
    """What this side did itself, the newest first: its answers from its track, the rest from the log."""
    log = AuditEvent.objects.filter(object_type=party._meta.label_lower, object_id=str(party.pk))
    log = log.filter(actor_kind=audit.PARTICIPANT).exclude(verb__in=NO_DEEDS).order_by("-seq")
    found = [Done(deed, event.at) for event in log[:SHOWN] for deed in deeds_of(event.fields)]
    found += [*_answers(Consent.objects.all(), party), *_answers(EarlierAnswer.objects.all(), party)]
    if has_request(party):
        found.append(Done(Deed.SENT_REQUEST, party.case.referral.received_at))
    return sorted(found, key=lambda done: done.at, reverse=True)[:SHOWN]


def _answers(tracks: QuerySet[Any], party: Party) -> list[Done]:
    """The answers that the side gave itself: nobody keyed them, and they came by no other way than its own space."""
    own = tracks.filter(party=party, state__in=ANSWERS, entered_by=None, channel="", answered_at__isnull=False)
    return [Done(ANSWERS[state], at) for state, at in own.values_list("state", "answered_at")]


def _sent_to(party: Party) -> QuerySet[Notification]:
    return Notification.objects.filter(party=party, case=party.case_id, state=Notification.State.SENT)
