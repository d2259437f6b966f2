"""The cookie that says which drafts are this browser's, and the page for a draft that is not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from intake.tokens import new_browser_secret

DAY = 24 * 60 * 60


def browser_secret(request: HttpRequest) -> str | None:
    """The secret that this browser sent, if it has one."""
    return request.COOKIES.get(settings.DRAFT_COOKIE_NAME) or None


def keep_browser_secret(request: HttpRequest, response: HttpResponse) -> str:
    """Gives the browser its secret, the old one if it has one, for as long as a draft lives; returns the secret."""
    secret = browser_secret(request) or new_browser_secret()
    response.set_cookie(
        settings.DRAFT_COOKIE_NAME,
        secret,
        # A draft lives to the end of its last day.
        max_age=(settings.DRAFT_DAYS + 1) * DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return secret


def not_here(request: HttpRequest) -> HttpResponse:
    """The answer for a draft that is another browser's, unknown or expired: the same page, so that it tells nothing."""
    return render(request, "intake/referral/not_here.html", status=404)
