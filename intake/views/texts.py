"""What the gateway of text messages tells us: a STOP or START that came from a phone.

Anybody can call this address. Whatever is not signed gets one and the same answer, and from one network only so often;
what the gateway signed comes through in any case, so no flood of strangers keeps a STOP out.
"""

import hashlib
import hmac
import json
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from intake.services.stopping import heed
from intake.services.tries import Limit
from portal.common.networks import network_of
from portal.common.policies import public

SIGNATURE = "X-Signature"
STRANGERS = Limit("texts.network", 60, timedelta(hours=1))
MOST_BYTES = 16_384
"""More than any text message; a longer body is not even read."""


@public
@csrf_exempt
@require_POST
def text_came_in(request: HttpRequest) -> HttpResponse:
    """Takes JSON with `from` and `text`, signed: X-Signature is the HMAC-SHA-256 of the body, in hexadecimal, under
    SMS_WEBHOOK_SECRET. Without a secret there is no such address; a wrong signature is 403, after too many 429; what is
    signed and unreadable 400."""
    if not settings.SMS_WEBHOOK_SECRET:
        raise Http404
    if not _is_signed(request):
        wait = STRANGERS.count(network_of(request))
        return HttpResponse(status=403 if wait is None else 429)
    try:
        came = json.loads(request.body)
        phone, text = came["from"], came["text"]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    if not (isinstance(phone, str) and isinstance(text, str)):
        return HttpResponse(status=400)
    heed(phone, text)
    return HttpResponse(status=204)


def _is_signed(request: HttpRequest) -> bool:
    """Whether the gateway sent this body."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return False
    right = hmac.digest(settings.SMS_WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hex()
    given = request.headers.get(SIGNATURE, "")
    return hmac.compare_digest(right.encode(), given.encode("utf-8", "replace"))
