"""Being in one's own space: a session of half an hour without a request, which holds the id of a code and no more."""

import math
import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from intake.exceptions import SpaceClosed
from intake.models import ParticipantCode, Party
from intake.services.space import space_of
from portal.common.signin.sessions import is_over, note_seen

CODE = "participant_code"
CAME_AT = "participant_came_at"
SEEN_AT = "participant_seen_at"


def begin(request: HttpRequest, row: ParticipantCode) -> None:
    """Lets this browser into the space of a code that was proved, under a new session key. Whoever was signed in here
    is signed out: one browser is one person."""
    request.session.flush()
    rotate_token(request)
    request.session[CODE] = row.pk
    request.session[CAME_AT] = request.session[SEEN_AT] = time.time()


def own_side(request: HttpRequest) -> Party | None:
    """The side whose space is open in this browser, fetched anew; None, and nothing left of it, once it is over.

    Signing in as staff keeps what a session held: then the browser is theirs, and the space is over."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or CODE not in request.session:
        return None
    if SESSION_KEY in request.session:
        del request.session[CODE]
        return None
    try:
        if is_over(request.session, began=CAME_AT, seen=SEEN_AT):
            raise SpaceClosed
        party = space_of(request.session[CODE])
    except SpaceClosed:
        request.session.flush()
        return None
    note_seen(request.session, seen=SEEN_AT)
    return party


def seconds_left(request: HttpRequest) -> int:
    """How long the space that is open in this browser stays open without another request."""
    now = time.time()
    idle = request.session[SEEN_AT] + settings.SESSION_IDLE_SECONDS - now
    whole = request.session[CAME_AT] + settings.SESSION_ABSOLUTE_SECONDS - now
    return max(math.ceil(min(idle, whole)), 0)


def stay_longer(request: HttpRequest) -> int:
    """Gives the space in this browser its whole half hour from now on, also within the minute in which other requests
    write nothing; says how many seconds that is."""
    request.session[SEEN_AT] = time.time()
    request.seconds_left = seconds_left(request)  # type: ignore[attr-defined]
    return int(request.seconds_left)  # type: ignore[attr-defined]
