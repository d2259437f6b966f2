"""What a side typed and could not send, because its page had closed: sealed, it goes back to the browser inside the
door, and the same side alone gets it again. The server keeps nothing of it.

The forms of the space carry a mark of the side that they were shown to, so that this works without a session too.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from intake.models import Party
from portal.common.crypto import CannotDecryptError
from portal.common.crypto.keyset import open_sealed, seal

SHOWN_TO, UNSENT, CLOSING = "shown_to", "unsent", "closing"
"""Names of inputs: the mark of the side, what was not sent, and the sign that the page closes by itself."""
OURS = frozenset({SHOWN_TO, UNSENT, CLOSING, "csrfmiddlewaretoken", "code"})
KEPT_SECONDS = 30 * 60
TYPED_LIMIT, VALUES_LIMIT = 20_000, 200
"""Characters and values that are kept: more than any form of the space takes."""
LONGEST = 20 * TYPED_LIMIT
"""Characters of what is sealed: JSON may write one of ours as twelve, and a third comes on top of that."""
SIGNER = Signer(salt="space.shown_to")


@dataclass(frozen=True)
class Unsent:
    """What one side typed on one page; `is_late` once its time is over."""

    side: str
    typed: QueryDict
    is_late: bool


def mark_of(party: Party) -> str:
    """What a form says of the side that it is shown to: signed, and the same each time, since tests compare pages."""
    return SIGNER.sign(str(party.pk))


def marked_side(request: HttpRequest) -> str:
    """The side that the form of this request was shown to; empty where it does not say."""
    try:
        return SIGNER.unsign(request.POST.get(SHOWN_TO, ""))
    except BadSignature:
        return ""


def sealed_typing(request: HttpRequest) -> str:
    """What was typed, for the side of the form and for this page; empty where there is none or too much of it."""
    side = marked_side(request)
    typed = {name: values for name, values in request.POST.lists() if name not in OURS}
    values = [value for given in typed.values() for value in given]
    if not side or len(values) > VALUES_LIMIT or sum(map(len, [*typed, *values])) > TYPED_LIMIT:
        return ""
    plain = json.dumps({"side": side, "at": time.time(), "typed": typed})
    return _sealed(plain.encode(), _place(request))


def unsent_of(request: HttpRequest) -> Unsent | None:
    """What the door brings back to the page on which it was typed; None where it does not open."""
    plain = _opened(request.POST.get(UNSENT, ""), _place(request))
    if plain is None:
        return None
    found, typed = json.loads(plain), QueryDict(mutable=True)
    for name, values in found["typed"].items():
        typed.setlist(name, values)
    return Unsent(found["side"], typed, time.time() - found["at"] > KEPT_SECONDS)


def _place(request: HttpRequest) -> str:
    """The page, in whatever language."""
    return f"space.unsent:{request.path_info.partition('/my/')[2]}"


def _sealed(plain: bytes, place: str) -> str:
    return urlsafe_b64encode(seal(plain, place)).decode()


def _opened(text: str, place: str) -> bytes | None:
    try:
        return open_sealed(urlsafe_b64decode(text[:LONGEST]), place)
    except (CannotDecryptError, ValueError):
        return None
