"""A server that starts while the database is away waits for it.

gunicorn ends altogether when one new worker can't start. A worker that is replaced in the seconds in which the database
restarts would take the whole portal down with it, long after the database is back.
"""

import logging
import time
from collections.abc import Callable

from django.db import OperationalError, connections

PAUSE = 1.0
"""Seconds between two tries. How long a worker may take to start is for the server's own time limit."""

logger = logging.getLogger(__name__)


def wait_for_database(question: Callable[[], None], pause: float = PAUSE) -> None:
    """Asks until the database answers; whatever else the question raises, it raises at once. Leaves no connection open,
    since a server that forks after loading must not share one with its workers."""
    while True:
        try:
            question()
        except OperationalError as error:
            logger.warning("The database does not answer; this process waits for it: %s", str(error).splitlines()[0])
            time.sleep(pause)
        else:
            return
        finally:
            connections.close_all()
