"""Refusing to start with a keyset that is missing or is not this database's.

`migrate` writes one row that holds a known text; a keyset that can't open it is the wrong one. Without this the
program would start, show nobody's answers, and seal new ones under a key that belongs elsewhere.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

from portal.common.crypto.keyset import CannotDecryptError, KeysetError, current_text, open_sealed, parse, seal

CONTEXT = "key_check.sealed"
KNOWN = b"This keyset belongs to this database."


def require_keyset(using: str = DEFAULT_DB_ALIAS) -> None:
    """Raises KeysetError unless settings name a usable keyset and the database was written with it.

    wsgi and long-running commands call it before they serve anything.
    """
    require_usable_keyset()
    row = apps.get_model("common.KeyCheck").objects.using(using).first()
    if row is None:
        raise KeysetError("The database has no key check row: run manage.py migrate.")
    if not opens(row.sealed):
        raise KeysetError(
            "The field keyset is not the one this database was written with. Nothing was changed. "
            "Put the right keyset file back (docs/decisions/encryption.md)."
        )


def require_usable_keyset() -> None:
    """Raises KeysetError unless settings name a keyset that can be read."""
    parse(current_text())


def opens(sealed: bytes) -> bool:
    """Whether the keyset in use opens the bytes of the key check row."""
    try:
        return open_sealed(bytes(sealed), CONTEXT) == KNOWN
    except CannotDecryptError:
        return False


def sealed_check() -> bytes:
    """New bytes for the key check row, sealed with the primary key."""
    return bytes(seal(KNOWN, CONTEXT))


def write_key_check(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After migrate: writes the key check row if there is none. An existing one is never touched here."""
    model = apps.get_model("common.KeyCheck")
    if model._meta.db_table in connections[using].introspection.table_names():
        model.objects.using(using).get_or_create(id=1, defaults={"sealed": sealed_check})
