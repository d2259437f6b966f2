"""A clock that can be set, so that the demo's cases have a past. Only the demo sets it, in its own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Within it the program takes this moment for now. The audit log keeps the database's own time."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
