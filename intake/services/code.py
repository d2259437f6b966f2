"""The code that leads back to a request, and into its sender's own space: given when a person saves for later or sends,
checked when one comes back. intake/services/space.py gives codes to sides that have none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from intake.constants import Path, Source
from intake.exceptions import CodeOpensNothing, TryLater
from intake.models import Draft, ParticipantCode, Party, Referral
from intake.services.copy import copy_ends
from intake.services.draft import hold_draft
from intake.services.tries import Limit
from portal.common.access_codes import AccessCode, new_access_code
from portal.common.crypto.stretching import NoTurn, is_secret_of, turn

PER_CODE = Limit("resume.code", 10, timedelta(hours=1))
# A library or an office shares one address, so a crowd there is never refused: it loses only its right to queue.
PER_PLACE = Limit("resume.place", 100, timedelta(hours=1))
PATIENCE = 2.0
"""Seconds to wait while other codes are being checked."""
SOON = timedelta(minutes=1)


def give_code(draft: Draft) -> None:
    """Gives an opened, locked draft its code, unless it has one; `draft.code` then tells it to the draft's holders.

    Needs a transaction."""
    if draft.is_sent or draft.sealed_code:
        return
    code = new_access_code()
    with turn():
        row = ParticipantCode.of(code)
        row.lead_to(draft, code)
    row.save()
    _tell_holders(draft, code)


def hand_over_code(draft: Draft, referral: Referral) -> None:
    """At sending: the draft's code becomes the referral's; a person who had none gets one now. It opens the space of
    the side that asked only where that side sent the request itself."""
    party = Party.objects.filter(case__referral=referral, has_asked=True).first() if is_own(referral) else None
    moved = ParticipantCode.objects.filter(draft=draft).update(draft=None, referral=referral, party=party, key=b"")
    if moved:
        return
    code = new_access_code()
    with turn():
        row = ParticipantCode.of(code)
    row.referral, row.party = referral, party
    row.save()
    _tell_holders(draft, code)


def is_own(referral: Referral) -> bool:
    """Whether a person sent it for themselves: not for someone they help, and nobody wrote it down for them."""
    is_theirs = referral.path in {Path.SELF, Path.EMPLOYEE} and referral.source == Source.ONLINE
    return is_theirs and referral.entered_by_id is None


def code_to_show(draft: Draft) -> str:
    """The code for a page that a holder sees: before sending, and after it as long as they can open a copy of what they
    sent. Empty then, where there is no code, and in a browser that came back with the code only after sending."""
    over = draft.referral is not None and copy_ends(draft.referral) <= timezone.now()
    return "" if over or draft.key is None else draft.code


def resume(code: AccessCode, *, place: str, browser_secret: str) -> Draft:
    """Makes this browser a holder of the draft that the code leads to, sent or not, and returns it.

    Raises TryLater after too many tries, and CodeOpensNothing, after the same work and without a word why, for a code
    that is unknown or wrong and for a draft whose time is up.
    """
    with _proved(code, place) as row:
        draft = _draft_of(row, code)
    hold_draft(draft, browser_secret)
    return draft


def enter(code: AccessCode, *, place: str, browser_secret: str) -> ParticipantCode | Draft:
    """What the code opens: the row whose `party` has its own space, else the draft, as `resume` opens it.

    Raises as `resume` does, after the same work.
    """
    with _proved(code, place) as row:
        draft = None if row.party_id else _draft_of(row, code)
    if draft is None:
        return row
    hold_draft(draft, browser_secret)
    return draft


@contextmanager
def _proved(code: AccessCode, place: str) -> Iterator[ParticipantCode]:
    """The row of a code whose secret is right, while it is this visitor's turn."""
    crowded = PER_PLACE.count(place) is not None
    try:
        with turn(0 if crowded else PATIENCE):
            wait = PER_CODE.count(code.locator)
            if wait is not None:
                raise TryLater(wait)
            found = ParticipantCode.objects.filter(locator=code.locator)
            row = found.select_related("draft", "referral__draft", "party").first()
            is_right = is_secret_of(code.secret, None if row is None else row.secret_hash)
            if row is None or not is_right:
                raise CodeOpensNothing
            yield row
    except NoTurn:
        raise TryLater(SOON) from None


def _draft_of(row: ParticipantCode, code: AccessCode) -> Draft:
    draft = row.draft or _sent_draft(row)
    if draft is None or draft.expires_at <= timezone.now():
        raise CodeOpensNothing
    return draft if draft.is_sent else row.opened_draft(code)


def _sent_draft(row: ParticipantCode) -> Draft | None:
    """What was sent, for whoever sent it: never for the other side, nor for whom somebody else asked."""
    referral, party = row.referral, row.party
    if referral is None or (party is not None and not (party.has_asked and is_own(referral))):
        return None
    return getattr(referral, "draft", None)


def _tell_holders(draft: Draft, code: AccessCode) -> None:
    draft.code = code.text
    draft.save(update_fields=["sealed_code"])
