"""What the person in this session has proved, and how long ago.

"Has a factor" and "proved a factor in this session" are two things: a session from a left-over door would have the
first without the second. Only allauth's authentication records, which live in the session, say the second.
"""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

# A recovery code counts as a factor at the door, but nobody enrols with codes alone.
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person has enrolled an app or a key."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()


def factor_proved(request: HttpRequest) -> bool:
    """Whether the signed-in person has proved a factor in this session. Costs no query."""
    return _proved_at(request, "mfa") is not None


def proved_just_now(request: HttpRequest) -> bool:
    """Whether the person has, within the last minutes, proved the most that they can: the factor, or the password
    when there is no factor yet. Such a person is not asked again before a change to their factors."""
    at = _proved_at(request, "mfa" if has_factor(request.user) else "password")
    return at is not None and time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT


def _proved_at(request: HttpRequest, method: str) -> float | None:
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record.get("method") == method]
    return max(times, default=None)
