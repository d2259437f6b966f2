"""STOP and START: a phone number from which STOP came gets no more text messages.

STOP is always heeded: heeding it again changes nothing, so it needs no limit. START is heeded a few times a day from
one number, so that nobody who repeats a message of the gateway can keep switching a person's texts on again.
"""

from datetime import timedelta

from django.db import transaction

from intake.models import ContactTrace, Party, StoppedPhone
from intake.models.trace import trace_key, trace_of
from intake.services.tries import Limit
from portal.common import audit

STOP = frozenset({"stop", "stopall", "unsubscribe", "end", "quit", "cancel", "alto", "parar", "դադար", "停止", "停"})
START = frozenset({"start", "unstop", "yes"})
STARTS = Limit("texts.start", 5, timedelta(days=1))


@transaction.atomic
def stop_texts(phone: str) -> None:
    """No more texts to this number, whichever case names it, now or later. Found by its trace: no number is stored.

    What waits to be sent there goes another way when its turn comes (services/delivery.py).
    """
    digest = trace_of(trace_key(), ContactTrace.Kind.PHONE, phone)
    stopped, is_new = StoppedPhone.objects.get_or_create(pk=digest)
    _mark(digest, phone, is_stopped=True)
    if is_new:
        audit.record(audit.Verb.WITHDRAW, actor=audit.PARTICIPANT, obj=stopped)


@transaction.atomic
def start_texts(phone: str) -> None:
    """Takes a STOP back."""
    digest = trace_of(trace_key(), ContactTrace.Kind.PHONE, phone)
    StoppedPhone.objects.filter(pk=digest).delete()
    _mark(digest, phone, is_stopped=False)


def heed(phone: str, text: str) -> None:
    """What a text that came in asks for, if it is one of the known words. Others are not read, kept or answered."""
    word = text.strip().strip(".!").casefold()
    if word in STOP:
        stop_texts(phone)
    elif word in START and STARTS.count(phone) is None:
        start_texts(phone)


def _mark(digest: str, phone: str, *, is_stopped: bool) -> None:
    """Shows it on the parties whose own number it is, as far as a request named it."""
    named = Party.objects.filter(case__referral__traces__digest=digest).distinct()
    own = [party.pk for party in named if str(party.contact.get("phone", "")).partition(";")[0] == phone]
    Party.objects.filter(pk__in=own).update(stopped_sms=is_stopped)
