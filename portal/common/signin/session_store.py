"""Sessions as Django keeps them in the database, asked only for keys that can be one.

Whoever sends the cookie chooses the key. In the quotes that cookies allow it can hold a NUL, which PostgreSQL takes in
no text, so that every page that looks at its session would fail.
"""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """What SESSION_ENGINE names. Django treats a key that is none as no session, and gives a new one when it writes."""

    def _validate_session_key(self, key: str) -> bool:
        return bool(super()._validate_session_key(key)) and key.isalnum()  # type: ignore[misc]
