"""Doing a service again when PostgreSQL broke it off to end a deadlock; nobody has to see that."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

P = ParamSpec("P")
R = TypeVar("R")

DEADLOCK = "40P01"
TRIES = 5
LONGEST_PAUSE = 0.2


def retried(service: Callable[P, R]) -> Callable[P, R]:
    """The service, begun anew after a deadlock, some times. It has to be the outermost transaction: inside another one
    the deadlock has ended that one too, so there it is raised at once."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return service(*args, **kwargs)
            except OperationalError as error:
                if connection.in_atomic_block or not is_deadlock(error):
                    raise
            time.sleep(random.uniform(0, LONGEST_PAUSE))  # noqa: S311 - so that the two do not meet again
        return service(*args, **kwargs)

    return run


def is_deadlock(error: OperationalError) -> bool:
    """Whether PostgreSQL ended the transaction because it and another one waited for each other."""
    return getattr(error.__cause__, "pgcode", None) == DEADLOCK
