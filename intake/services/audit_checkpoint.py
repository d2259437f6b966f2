"""Noting where the audit log ends, so that a cut-off end shows: in a file that operations copies away."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from intake.models import Heartbeat
from portal.common.audit_chain import Head, add_checkpoint, read_checkpoints
from portal.common.models import AuditEvent


@dataclass(frozen=True)
class LogState:
    """The number and the moment of the log's last entry, and when its end was last noted outside the database."""

    seq: int
    at: datetime | None
    noted_at: datetime | None


def log_state() -> LogState:
    """How the log stands, in two queries. Nothing counts as noted while there is no file to note it in."""
    seq, at = AuditEvent.objects.order_by("-seq").values_list("seq", "at").first() or (0, None)
    noted = Heartbeat.objects.filter(job=note_audit_head.__name__, failures=0).values_list("at", flat=True)
    return LogState(seq, at, noted.first() if settings.AUDIT_CHECKPOINTS else None)


def audit_head() -> Head:
    """The last row of the log."""
    last = AuditEvent.objects.order_by("-seq").values_list("seq", "hash").first()
    return Head(*last) if last else Head()


def note_audit_head(now: datetime) -> None:
    """Appends the head to the file of checkpoints, if there is such a file and the log has grown."""
    path = settings.AUDIT_CHECKPOINTS
    head = audit_head()
    if path is None or not head.seq or head in read_checkpoints(path)[-1:]:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    add_checkpoint(path, head)
