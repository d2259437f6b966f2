"""Browsers that have signed in before.

The limit on failed tries counts per account and place. A colleague behind the same office address could hold that
place's tries at zero for ever, so a browser in which the person has signed in has tries of its own (the "device cookie"
of OWASP's advice on slow online guessing). The cookie opens nothing: password and factor are asked as always.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "portal.signin.known_browser"
DAYS = 180


def remember(response: HttpResponseBase, email: str) -> None:
    """Marks the browser that takes this answer as one where `email` has signed in."""
    response.set_signed_cookie(
        settings.KNOWN_BROWSER_COOKIE,
        f"{_mark(email)}.{secrets.token_urlsafe(12)}",
        salt=SALT,
        max_age=DAYS * 24 * 60 * 60,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, email: str) -> str | None:
    """A name for this browser when `email` has signed in with it before, else None."""
    value = request.get_signed_cookie(settings.KNOWN_BROWSER_COOKIE, default="", salt=SALT, max_age=DAYS * 24 * 60 * 60)
    mark, _, browser = (value or "").partition(".")
    return browser if constant_time_compare(mark, _mark(email)) else None


def _mark(email: str) -> str:
    """Stands for the address, so that the cookie does not name its owner."""
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:32]
