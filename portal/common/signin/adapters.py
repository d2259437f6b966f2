"""Where allauth asks us: who may sign up (nobody), what a failed try is counted against, how secrets are kept."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.common import qr
from portal.common.signin import browsers, secrets
from portal.common.signin.proof import STRONG, has_factor, proved_just_now

logger = logging.getLogger(__name__)
# A server on a unix socket without proxy settings knows no address; all its visitors then share this one.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104


class AccountAdapter(DefaultAccountAdapter):
    """Password, limits, mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "Too many tries that failed. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait a minute, then try again.",
        "incorrect_password": "The password is not right. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address, or the one that stands for "unknown"; never a refusal of everybody."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            # Fewer forwarding steps than there are proxies: the request came around them. Its peer is who it is.
            logger.warning("X-Forwarded-For has fewer steps than ALLAUTH_TRUSTED_PROXY_COUNT.")
        except PermissionDenied:
            pass
        return clean_client_ip(request.META.get("REMOTE_ADDR", "")) or UNKNOWN_ADDRESS

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failed tries are counted against: the account at this address, or in this browser when it is known.

        Counted against the account alone, anybody could lock anybody out by name, for as long as they liked.
        """
        email = str(credentials.get("email", "")).lower()
        browser = browsers.known_browser(request, email)
        place = f"browser:{browser}" if browser else f"address:{ratelimit.get_ip(request)}"
        return f"{email}|{place}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """No second asking right after a full sign-in, so that enrolment follows it without the password again."""
        if proved_just_now(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a factor confirms with it; the password alone is for those who have none yet."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Marks the browser as known, then what allauth does."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        browsers.remember(response, user.email)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the page about one's own sign-in, not back to the empty form."""
        return reverse("mfa_index")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends one message; a mail server that is down costs nobody their request, and shows nobody who has an
        account. The same goes for an address that no mail can be written to, which is a ValueError."""
        try:
            super().send_mail(template_prefix, email, context | {"program": settings.WAGTAIL_SITE_NAME})
        except (OSError, ValueError) as error:
            logger.error("A sign-in message could not be sent: %s", type(error).__name__)


class FactorAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or it has been used. Wait for the next one and try again.",
        "incorrect_key": "That key was not accepted. Try again, or use another way.",
        "cannot_delete_authenticator": "This is your only second factor. Add another one before you remove it.",
    }

    def encrypt(self, text: str) -> str:
        """Puts a secret away, sealed, and gives allauth what it may store in its place."""
        return secrets.put_away(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret that `encrypt` put away."""
        return secrets.fetch(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another app or key stays when this one goes."""
        if not settings.SECOND_FACTOR_REQUIRED or authenticator.type not in STRONG:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """The name that a new key has until its owner says another."""
        return f"Key {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The QR code as markup for the page."""
        return qr.inline_svg(url)

    def get_totp_issuer(self) -> str:
        """The name that the app shows beside the code."""
        return str(settings.WAGTAIL_SITE_NAME)

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)
