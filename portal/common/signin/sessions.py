"""When a session ends: after half an hour without a request, and after eight hours in any case (ASVS 7.3.1, 7.3.2)."""

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
# The session row is written at most once a minute, so a session may end up to a minute early.
GRAIN_SECONDS = 60
# An editor's open tab asks every few seconds who else is editing: that is not a person at work.
BY_ITSELF = {"wagtailadmin_editing_sessions"}


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Starts the clocks; receives Django's user_logged_in."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = time.time()


def user_within_limits(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """The person of this session, or nobody when its time is up; then the session is gone from the database too."""
    user = get_user(request)
    if not user.is_authenticated:
        return user
    if is_over(request.session):
        request.user = user
        logout(request)
        messages.warning(request, "You were signed out because the session had ended. Sign in to go on.")
        return AnonymousUser()
    if _by_a_person(request):
        note_seen(request.session)
    return user


def is_over(session: SessionBase, *, began: str = SIGNED_IN_AT, seen: str = SEEN_AT) -> bool:
    """Whether the time of a session is up by the clocks of these names. One without clocks came through no door of
    ours: it is over."""
    if began not in session or seen not in session:
        return True
    now = time.time()
    return bool(
        now - session[seen] >= settings.SESSION_IDLE_SECONDS
        or now - session[began] >= settings.SESSION_ABSOLUTE_SECONDS
    )


def note_seen(session: SessionBase, *, seen: str = SEEN_AT) -> None:
    """Notes a request of the person of this session."""
    if time.time() - session[seen] >= GRAIN_SECONDS:
        session[seen] = time.time()


def _by_a_person(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or BY_ITSELF.isdisjoint(match.namespaces)
