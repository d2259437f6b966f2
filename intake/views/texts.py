"""What the gateway of text messages tells us: a STOP or START that came from a phone."""

import hashlib
import hmac
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from intake.services.stopping import heed
from portal.common.policies import public

SIGNATURE = "X-Signature"


@public
@csrf_exempt
@require_POST
def text_came_in(request: HttpRequest) -> HttpResponse:
    """Takes JSON with `from` and `text`, signed: X-Signature is the HMAC-SHA-256 of the body, in hexadecimal, under
    SMS_WEBHOOK_SECRET. Without a secret there is no such address; a wrong signature is 403, anything unreadable 400."""
    if not settings.SMS_WEBHOOK_SECRET:
        raise Http404
    right = hmac.digest(settings.SMS_WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hex()
    given = request.headers.get(SIGNATURE, "")
    if not hmac.compare_digest(right.encode(), given.encode("utf-8", "replace")):
        return HttpResponse(status=403)
    try:
        came = json.loads(request.body)
        phone, text = came["from"], came["text"]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    if not (isinstance(phone, str) and isinstance(text, str)):
        return HttpResponse(status=400)
    heed(phone, text)
    return HttpResponse(status=204)
