"""Proving that the audit log is whole: each row's hash fits its content, and each row follows from the one before.

The chain alone can't show that its tail was cut off. Checkpoints can: heads noted earlier, kept outside the database.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from portal.common.models.audit import NO_HASH, AuditEvent

CHUNK = 50_000
MISSING = "is missing"
NOT_NEXT = "does not follow from the row before it"
ALTERED = "was altered: its hash does not fit its content"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The hash is worked out here again rather than by the trigger's function, which an owner could have replaced.
CHUNK_SQL = """
WITH chunk AS (
    SELECT seq, prev, hash,
           lag(seq, 1, %(seq)s::bigint) OVER by_seq AS seq_before,
           lag(hash, 1, %(hash)s::varchar) OVER by_seq AS hash_before,
           encode(sha256(convert_to(jsonb_build_array(
               seq, (extract(epoch FROM at) * 1000000)::bigint, actor, actor_kind, verb,
               object_type, object_id, fields, prev)::text, 'UTF8')), 'hex') AS hash_now
    FROM (SELECT * FROM {table} WHERE seq > %(seq)s ORDER BY seq LIMIT %(chunk)s) AS next_rows
    WINDOW by_seq AS (ORDER BY seq)
)
SELECT count(*), (array_agg(seq ORDER BY seq DESC))[1], (array_agg(hash ORDER BY seq DESC))[1],
       min(seq) FILTER (WHERE seq <> seq_before + 1 OR prev <> hash_before OR hash <> hash_now)
FROM chunk
"""


@dataclass(frozen=True)
class Head:
    """A row that the log ended with at some time. The head before the first row is number 0."""

    seq: int = 0
    hash: str = NO_HASH


@dataclass(frozen=True)
class Break:
    """The first place where the log is not what it was."""

    seq: int
    reason: str

    def __str__(self) -> str:
        return f"Row {self.seq} {self.reason}."


@dataclass(frozen=True)
class Finding:
    """What a verification saw: how many rows it read, the last of them, and the first break, if any."""

    rows: int
    head: Head
    broken: Break | None = None


def verify(using: str = DEFAULT_DB_ALIAS, chunk: int = CHUNK) -> Finding:
    """Walks the whole log in the database, `chunk` rows a query (each far below the statement timeout)."""
    rows, head = 0, Head()
    with connections[using].cursor() as cursor:
        while True:
            sql = CHUNK_SQL.format(table=connections[using].ops.quote_name(AuditEvent._meta.db_table))
            cursor.execute(sql, {"seq": head.seq, "hash": head.hash, "chunk": chunk})
            count, seq, last_hash, broken = cursor.fetchone()
            if broken is not None:
                return Finding(rows + count, Head(seq, last_hash), _first_break(broken, using))
            if not count:
                return Finding(rows, head)
            rows, head = rows + count, Head(seq, last_hash)


def verify_independently(using: str = DEFAULT_DB_ALIAS) -> Finding:
    """The same proof with Python's own hash and JSON, trusting the database only to hand the rows over."""
    rows, head = 0, Head()
    for row in _rows(AuditEvent.objects.using(using)):
        if fault := _fault(row, head):
            return Finding(rows + 1, head, fault)
        rows, head = rows + 1, Head(row[0], row[-1])
    return Finding(rows, head)


def read_checkpoints(path: Path) -> list[Head]:
    """The heads noted in a checkpoint file, oldest first; none when there is no file yet.

    Raises ValueError for a file that is not one: a damaged checkpoint must not pass for an empty one.
    """
    if not path.exists():
        return []
    try:
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        return [Head(int(line["seq"]), str(line["hash"])) for line in lines]
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{path} is not a file of audit checkpoints.") from None


def add_checkpoint(path: Path, head: Head) -> None:
    """Appends the head to a checkpoint file."""
    with path.open("a") as file:
        file.write(json.dumps({**asdict(head), "noted_at": datetime.now(UTC).isoformat(timespec="seconds")}) + "\n")


def break_since(checkpoints: Iterable[Head], using: str = DEFAULT_DB_ALIAS) -> Break | None:
    """The first noted head that the log does not hold any more, or holds with another hash."""
    noted = sorted((head for head in checkpoints if head.seq), key=lambda head: head.seq)
    held = dict(AuditEvent.objects.using(using).filter(seq__in=[head.seq for head in noted]).values_list("seq", "hash"))
    for head in noted:
        if head.seq not in held:
            return Break(head.seq, "was noted in a checkpoint and is gone: the end of the log was cut off")
        if held[head.seq] != head.hash:
            return Break(head.seq, "is not the row that was noted in a checkpoint: the log was written anew")
    return None


def _first_break(seq: int, using: str) -> Break:
    before = AuditEvent.objects.using(using).filter(seq__lt=seq).order_by("-seq").values_list("seq", "hash").first()
    row = next(_rows(AuditEvent.objects.using(using).filter(seq=seq)))
    return _fault(row, Head(*before) if before else Head()) or Break(seq, ALTERED)


def _rows(events: Any) -> Iterator[tuple[Any, ...]]:
    names = ("seq", "at", "actor_id", "actor_kind", "verb", "object_type", "object_id", "fields", "prev", "hash")
    return iter(events.order_by("seq").values_list(*names).iterator(chunk_size=5000))


def _fault(row: tuple[Any, ...], before: Head) -> Break | None:
    seq, at, *content, prev, stored = row
    if seq != before.seq + 1:
        return Break(before.seq + 1, MISSING)
    if prev != before.hash:
        return Break(seq, NOT_NEXT)
    canonical = json.dumps([seq, (at - EPOCH) // timedelta(microseconds=1), *content, prev], ensure_ascii=False)
    return None if hashlib.sha256(canonical.encode()).hexdigest() == stored else Break(seq, ALTERED)
