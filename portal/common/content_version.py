"""Which state of the public site this process knows of: a stamp in the database, read at most twice a second.

Whatever a process keeps of the site (finished pages, the menu) it keeps under this value and drops when it changes:

    version = content_version.current()     # first
    page = render()                         # then
    keep(page, under=version)

In this order a page made from old content is never kept under a new value. The stamp changes after the change itself is
stored, so no process sees the new value before it can see the new content.
"""

import time
import uuid
from threading import Lock

from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection, transaction

# The web server's door (portal/wsgi.py) imports this before Django has loaded its models.
STAMP = ("common", "ContentStamp")
FRESH_SECONDS = 0.5
NEVER = float("-inf")


class ContentVersion:
    """The last value that this process has read, and when. Threads share it."""

    def __init__(self) -> None:
        self._reading = Lock()
        # One tuple, so that a thread never sees a value with the time of another.
        self._known: tuple[float, str | None] = (NEVER, None)

    def current(self) -> str | None:
        """The value of at most half a second ago; None while the database does not answer: keep and use nothing."""
        read_at, value = self._known
        if time.monotonic() - read_at < FRESH_SECONDS:
            return value
        with self._reading:
            read_at, value = self._known
            now = time.monotonic()
            if now - read_at >= FRESH_SECONDS:
                value = read_stamp()
                self._known = (now, value)
            return value

    def forget(self) -> None:
        """Makes the next call read anew."""
        self._known = (NEVER, None)


content_version = ContentVersion()


def read_stamp() -> str | None:
    """The stamp; empty before anything was ever published; None when the database does not answer.

    No request is under way here, so nobody else notices a connection that died while it lay idle: it is dropped and a
    new one tried once.
    """
    stamps = apps.get_model(*STAMP).objects.values_list("value", flat=True)
    for _ in range(2):
        try:
            return str(stamps.filter(pk=1).first() or "")
        except DatabaseError:
            connection.close()
    return None


def content_changed() -> None:
    """Says that public pages look different from now on: at once, or when the transaction under way is stored.

    Not inside the transaction, where every other editor would wait for this row. Should the process die in between,
    what is kept runs out by itself within a minute (portal/common/finished_pages.py).
    """
    transaction.on_commit(_new_stamp, robust=True)


def _new_stamp() -> None:
    stamp = apps.get_model(*STAMP)
    stamp.objects.bulk_create(
        [stamp(value=uuid.uuid4())], update_conflicts=True, unique_fields=["id"], update_fields=["value"]
    )
    content_version.forget()
