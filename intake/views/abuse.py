"""Signs of a program or a flood: what the check-answers page carries along, and what is noted when it is sent.

No check refuses anybody. A check that can't run leaves a doubt of its own. No address is stored or logged.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake.models import Case, Draft
from intake.rules.abuse import Facts, Limits, Proof, doubts_about
from intake.views.proof import challenge_for, proof_of
from portal.common.networks import network_of

logger = logging.getLogger(__name__)
Fact = TypeVar("Fact")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

# The names of the fields. The first is the trap: a field that people do not see, named like one that programs fill in.
TRAP, MARK, PROOF = "homepage", "mark", "proof"
_signer = TimestampSigner(salt="intake.abuse.mark")


def carried_along(draft: UUID) -> dict[str, Any]:
    """What the check-answers page needs: the names of its extra fields, its own mark, and the browser's sum, if any."""
    challenge = found_out(lambda: challenge_for(draft)) if settings.ABUSE_PROOF_OF_WORK else None
    fields = {"trap": TRAP, "mark": MARK, "proof": PROOF}
    return {"abuse": {"fields": fields, "mark": mark_for(draft), "challenge": challenge}}


def mark_for(subject: object) -> str:
    """The mark of a page that is made now, for a draft or whatever else it is about."""
    return _signer.sign(str(subject))


def doubts_of(request: HttpRequest, draft: Draft) -> tuple[str, ...]:
    """The names of the checks that leave a doubt about this send (intake/rules/abuse.py). Never raises."""
    sent = request.POST
    facts = Facts(
        trap_is_filled=found_out(lambda: bool(sent.get(TRAP))),
        seconds=found_out(lambda: (timezone.now() - draft.created_at).total_seconds()),
        form_stands=found_out(lambda: form_stands(sent.get(MARK, ""), draft.id)),
        nearby=found_out(lambda: sends_from(network_of(request))),
        in_all=found_out(sends_in_all),
        proof=found_out(lambda: proof_of(sent.get(PROOF, ""), draft.id)) if settings.ABUSE_PROOF_OF_WORK else Proof.OFF,
    )
    limits = Limits(settings.ABUSE_MIN_SECONDS, settings.ABUSE_SENDS_NEARBY, settings.ABUSE_SENDS_IN_ALL)
    return tuple(doubt.value for doubt in doubts_about(facts, limits))


def found_out(check: Callable[[], Fact]) -> Fact | None:
    """What the check finds, or None when it can't run. A check that asks the database does so in a savepoint, so that a
    failure there leaves the transaction of the send whole."""
    try:
        return check()
    except Exception as error:
        # Whatever breaks, the request goes on. The name of the error says enough; its text might hold an address.
        logger.error("A check for abuse could not run: %s", type(error).__name__)
        return None


def form_stands(mark: str, subject: object) -> bool:
    """Whether this is the mark of a page about this, such as a draft, not older than a draft may be."""
    try:
        return _signer.unsign(mark, max_age=settings.DRAFT_DAYS * DAY) == str(subject)
    except BadSignature:
        return False


@transaction.atomic
def sends_in_all() -> int:
    """How many requests came online in the last hour, with the one that is being sent."""
    return Case.objects.sent_online_since(timezone.now() - HOUR).count() + 1


@transaction.atomic
def sends_from(network: str) -> int:
    """Counts one send from this network, or of another kind of this name; gives how many there were in this hour. Sends
    at the very same moment may count as one.

    The counter's name is a digest under a key that is made up anew each day and kept nowhere else: once the key is
    gone, nobody can tell which network a counter was about.
    """
    key = cache.get_or_set("abuse:key", lambda: secrets.token_hex(32), timeout=int(DAY.total_seconds()))
    subject = f"{timezone.now():%Y-%m-%dT%H} {network}"
    name = f"abuse:{salted_hmac('intake.abuse', subject, secret=key, algorithm='sha256').hexdigest()}"
    count: int = cache.get(name, 0) + 1
    # Not incr(): it would let the counter live for five minutes only.
    cache.set(name, count, timeout=int(HOUR.total_seconds()))
    return count
