"""A link that opens a side's own space once, for whoever still knows the first half of a code and not the second.

Asking stores the first half, whatever it is, and does nothing else: neither the answer nor its time can tell whether it
leads anywhere. The worker finds that out, and sends a link by the way that is safe. Without the first half the link
opens nothing, so whoever else reads the message is no further.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake.constants import ENTRY_LINK
from intake.exceptions import CodeOpensNothing
from intake.models import AskedLink, EntryLink, Notification, ParticipantCode
from intake.notifications import channel_for_link, queue_entry_link
from intake.services.space import note_entry
from intake.services.tries import Limit
from intake.tokens import link_hash
from portal.common import audit

LIFETIME = timedelta(minutes=30)
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
"""Links that a side gets within a day."""
PER_LINK = Limit("link.open", 5, LIFETIME)
SECRET_BYTES = 16
MOST = 5_000
"""First halves that are looked at in one round: a flood of invented ones delays nobody's by more than that."""


def ask_for_link(locator: str) -> None:
    """Notes that somebody wants a link and knows this first half of a code; more than once is once."""
    AskedLink.objects.bulk_create([AskedLink(locator=locator)], ignore_conflicts=True)


@transaction.atomic
def send_asked_links(now: datetime) -> int:
    """Queues a link for each side that asked for one and has a safe way; says how many. Safe to run again."""
    waiting = AskedLink.objects.select_for_update(skip_locked=True).order_by("asked_at")[:MOST]
    locators = [asked.locator for asked in waiting]
    codes = ParticipantCode.objects.filter(locator__in=locators, party__isnull=False).select_related("party__case")
    sent = sum(_queue_link(code, now) for code in codes)
    AskedLink.objects.filter(pk__in=locators).delete()
    EntryLink.objects.filter(ends_at__lte=now).delete()
    return sent


def _queue_link(code: ParticipantCode, now: datetime) -> bool:
    """Whether a link goes out: there is a safe way, and this side has not had as many as it may today."""
    party = code.party
    channel = channel_for_link(party) if party else None
    if party is None or channel is None:
        return False
    before = party.notifications.filter(letter=ENTRY_LINK, queued_at__gt=now - A_DAY)
    if before.count() >= MOST_A_DAY:
        return False
    EntryLink.objects.filter(code=code).delete()
    link = EntryLink(code=code, ends_at=now + LIFETIME)
    link.notification = queue_entry_link(party, channel, key=f"{link.pk}:link")
    link.digest = link_hash(_secret_of(link))
    link.save(force_insert=True)
    audit.record(audit.Verb.CREATE, actor=audit.PARTICIPANT, obj=link.notification)
    return True


def address_of(notification: Notification) -> str | None:
    """What this message is to bring, below the address of the door; None once the link was used, ended, or gave way to
    another."""
    link = EntryLink.objects.filter(notification=notification, ends_at__gt=timezone.now()).first()
    return None if link is None else f"link/{_secret_of(link)}/"


def use_link(secret: str, locator: str) -> ParticipantCode:
    """The code whose side may come in now; the link opens nothing more.

    Raises CodeOpensNothing, without a word why, for a link that is unknown, used or over, for the first half of another
    code, and after too many of those.
    """
    digest = link_hash(secret)
    if PER_LINK.count(digest) is not None:
        raise CodeOpensNothing
    return _take_link(digest, locator)


@transaction.atomic
def _take_link(digest: str, locator: str) -> ParticipantCode:
    links = EntryLink.objects.select_for_update(of=("self",)).select_related("code__party")
    link = links.filter(digest=digest, ends_at__gt=timezone.now()).first()
    if link is None or not hmac.compare_digest(link.code.locator, locator):
        raise CodeOpensNothing
    code: ParticipantCode = link.code
    link.delete()
    note_entry(code)
    return code


def _secret_of(link: EntryLink) -> str:
    """The same each time, so that a message that goes out twice brings the same link."""
    made = salted_hmac("intake.services.entry_link", str(link.pk), algorithm="sha256").digest()
    return urlsafe_b64encode(made[:SECRET_BYTES]).decode().rstrip("=")
