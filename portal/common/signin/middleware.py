"""What stands between a session and the staff area: its limits in time, and the second factor.

Both leave a request without a session cookie untouched, so that pages for visitors carry no `Vary: Cookie`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from portal.common.policies import held_by_browser, public
from portal.common.signin.proof import factor_proved, has_factor
from portal.common.signin.sessions import user_within_limits

# Views of others that show only what anybody may see; ours say so themselves by their policy.
PUBLIC_ELSEWHERE = {
    "wagtail_serve",
    "wagtaildocs_serve",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
SIGN_OUT = {"account_logout", "wagtailadmin_logout"}
ENROL = SIGN_OUT | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
PROVE = SIGN_OUT | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionLimitsMiddleware:
    """Makes `request.user` nobody once the session's time is up, and lets nobody be signed out by a link."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = SimpleLazyObject(partial(user_within_limits, request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None to go on. Wagtail answers 405 to signing out by GET and takes the cookie away all the same, so any
        other method than POST goes to our page, which asks first."""
        if _name(request) == "wagtailadmin_logout" and request.method != "POST":
            return HttpResponseRedirect(reverse("account_logout"))
        return None


class SecondFactorMiddleware:
    """Refuses a signed-in session that has not proved a factor. It may enrol one, or prove the one it has, or sign
    out; on public pages it counts as a visitor; every other address, ours or Wagtail's, sends it to the factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None to go on, or the way to the factor."""
        if not settings.SECOND_FACTOR_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if _is_public(request, view):
            request.user = SimpleLazyObject(partial(_as_visitor, request, request.user))  # type: ignore[assignment]
            return None
        if not request.user.is_authenticated or factor_proved(request):
            return None
        return _to_the_factor(request)


def _is_public(request: HttpRequest, view: Callable[..., Any]) -> bool:
    policy = getattr(view, "policy", None)
    return policy in (public, held_by_browser) or _name(request) in PUBLIC_ELSEWHERE


def _as_visitor(request: HttpRequest, user: Any) -> Any:
    """The person when they have proved a factor, else nobody."""
    if not user.is_authenticated:
        return user
    request.user = user
    return user if factor_proved(request) else AnonymousUser()


def _to_the_factor(request: HttpRequest) -> HttpResponseBase | None:
    # Someone who has a factor must prove that one: were they let to add another, a password would be enough.
    enrolled = has_factor(request.user)
    if _name(request) in (PROVE if enrolled else ENROL):
        return None
    if not enrolled:
        return HttpResponseRedirect(reverse("mfa_index"))
    query = f"?{urlencode({'next': request.get_full_path()})}" if request.method in ("GET", "HEAD") else ""
    return HttpResponseRedirect(reverse("mfa_reauthenticate") + query)


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
