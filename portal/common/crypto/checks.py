"""Start-up checks for the field keyset and the encrypted fields."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import connections

from portal.common.crypto.key_check import require_keyset, require_usable_keyset
from portal.common.crypto.keyset import KeysetError
from portal.common.crypto.registry import labels_used_twice


def check_keyset(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error when the keyset is missing or can't be read."""
    try:
        require_usable_keyset()
    except KeysetError as error:
        return [Error(str(error), id="portal.E001")]
    return []


def check_keyset_of_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An error for each database that another keyset wrote; one that is not migrated yet has nothing to check."""
    table = apps.get_model("common.KeyCheck")._meta.db_table
    if check_keyset(app_configs):
        return []
    messages: list[CheckMessage] = []
    for alias in databases or ():
        if table not in connections[alias].introspection.table_names():
            continue
        try:
            require_keyset(alias)
        except KeysetError as error:
            messages.append(Error(str(error), obj=alias, id="portal.E002"))
    return messages


def check_labels(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each label that two encrypted fields share."""
    hint = "A label names one column for ever."
    return [
        Error(f"Two encrypted fields have the label {label}.", hint=hint, id="portal.E006")
        for label in labels_used_twice()
    ]
