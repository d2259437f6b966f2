"""Moving stored values to the newest key, in batches, while the program runs.

A value is replaced only if it is still the one that was read (compare and set), so a change made meanwhile wins.
What is done shows in the bytes themselves: a run that was cut short goes on where it stopped.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.functions import Substr

from portal.common.crypto.keyset import (
    PREFIX_LENGTH,
    CannotDecryptError,
    key_id_of,
    open_sealed,
    prefix_of,
    primary_key_id,
    seal,
)
from portal.common.crypto.registry import Place, sealed_places

BATCH = 500


@dataclass
class Progress:
    """What a pass over one place did so far; `unreadable` holds the primary keys of rows that do not open."""

    moved: int = 0
    changed_meanwhile: int = 0
    unreadable: tuple[Any, ...] = ()


def rows_by_key(place: Place) -> Counter[int]:
    """How many values each key holds there, counted by the database from the first five bytes."""
    rows = _rows(place).order_by().values("prefix").annotate(rows=models.Count("pk")).values_list("prefix", "rows")
    return Counter({key_id_of(bytes(prefix)): count for prefix, count in rows})


def rows_under(key_id: int) -> int:
    """How many values the whole database still holds under the key."""
    return sum(rows_by_key(place)[key_id] for place in sealed_places())


def reencrypt(place: Place, batch: int = BATCH) -> Iterator[Progress]:
    """Seals every value there with the primary key; yields the progress after each batch, each its own statement."""
    progress = Progress()
    left = _rows(place).exclude(prefix=prefix_of(primary_key_id())).order_by("pk")
    last = None
    while True:
        rows = left if last is None else left.filter(pk__gt=last)
        read = list(rows.values_list("pk", place.row or "pk", place.column)[:batch])
        if not read:
            return
        _move(place, read, progress)
        last = read[-1][0]
        yield progress


def _rows(place: Place) -> models.QuerySet[Any, Any]:
    """The rows that hold a value, with the key's prefix beside them."""
    prefix = Substr(place.column, 1, PREFIX_LENGTH, output_field=models.BinaryField())
    return place.model._base_manager.filter(**{f"{place.column}__isnull": False}).annotate(prefix=prefix)


def _move(place: Place, rows: list[tuple[Any, Any, bytes]], progress: Progress) -> None:
    keys, old, new = [], [], []
    for key, row_id, sealed in rows:
        context = place.context(row_id)
        try:
            new.append(bytes(seal(open_sealed(bytes(sealed), context), context)))
        except CannotDecryptError:
            progress.unreadable += (key,)
            continue
        keys.append(key)
        old.append(bytes(sealed))
    moved = _replace(place, keys, old, new)
    progress.moved += moved
    progress.changed_meanwhile += len(keys) - moved


def _replace(place: Place, keys: list[Any], old: list[bytes], new: list[bytes]) -> int:
    """Puts `new` where `old` still stands; returns how many rows that was."""
    options, quoted = place.model._meta, connection.ops.quote_name
    field: Any = options.get_field(place.column)
    primary_key: Any = options.pk
    column, key = quoted(field.column), quoted(primary_key.column)
    sql = f"""
        UPDATE {quoted(options.db_table)} AS stored SET {column} = moved.new
        FROM unnest(%s::{primary_key.rel_db_type(connection)}[], %s::bytea[], %s::bytea[]) AS moved(key, old, new)
        WHERE stored.{key} = moved.key AND stored.{column} = moved.old"""  # noqa: S608 (names from our own models)
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys, old, new])
        return cursor.rowcount
