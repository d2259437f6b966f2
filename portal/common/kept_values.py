"""What a process keeps of the site besides finished pages: the program's details, the menu.

A value is kept under the content version it was read in (portal/common/content_version.py), so an editor's change shows
within half a second in every process.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection

from portal.common.content_version import content_version

Key = TypeVar("Key")
Value = TypeVar("Value")


class KeptValues(Generic[Key, Value]):
    """The values that `read` gives, by key, of one version of the site. Threads share it; at worst two of them read
    the same value. Keys must be few, such as languages: nothing is dropped before the version changes."""

    def __init__(self, read: Callable[[Key], Value]) -> None:
        self._read = read
        # One tuple, so that a thread never sees values with the version of others.
        self._known: tuple[str | None, dict[Key, Value]] = (None, {})

    def of(self, key: Key) -> Value:
        """The value for `key`: kept, else read now."""
        version = content_version.current() if self.may_keep() else None
        if version is None:
            return self._read(key)
        known, values = self._known
        if known != version:
            values = {}
            self._known = (version, values)
        if key not in values:
            values[key] = self._read(key)
        return values[key]

    @staticmethod
    def may_keep() -> bool:
        """Not inside a transaction: what it has changed is no part of any version yet."""
        return not connection.in_atomic_block
