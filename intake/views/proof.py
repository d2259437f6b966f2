"""Proof of work: the check-answers page gives the browser a sum, and the browser sends the result along.

The sum is ALTCHA's (docs/decisions/abuse.md). It is made for one draft, and a draft is sent once: a result works once.
"""

import json
from time import time
from uuid import UUID

from altcha import Payload, create_challenge, verify_solution
from django.utils.crypto import salted_hmac

from intake.rules.abuse import Proof

ALGORITHM = "PBKDF2/SHA-256"
COST = 5_000
"""Rounds of one try; some 256 tries find the result: a second or two of a phone, in the background."""
LIFETIME = 4 * 60 * 60
LONGEST = 4_000
"""Characters of a result: four times what a browser sends."""


def challenge_for(draft: UUID) -> str:
    """The sum for this draft, as JSON."""
    challenge = create_challenge(
        ALGORITHM, COST, hmac_secret=_secret(), expires_at=int(time()) + LIFETIME, data={"draft": str(draft)}
    )
    return json.dumps(challenge.to_dict())


def proof_of(sent: str, draft: UUID) -> Proof:
    """What the result that was sent proves about this draft. One whose time is up counts as missing."""
    if not sent:
        return Proof.MISSING
    try:
        payload = Payload.from_base64(sent[:LONGEST])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Proof.WRONG
    result = verify_solution(payload, _secret())
    if result.expired:
        return Proof.MISSING
    is_ours = result.verified and payload.challenge.parameters.data == {"draft": str(draft)}
    return Proof.RIGHT if is_ours else Proof.WRONG


def _secret() -> bytes:
    return salted_hmac("intake.proof", "").digest()
