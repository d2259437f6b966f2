"""Noting where the audit log ends, so that a cut-off end shows: in a file that operations copies away."""

from datetime import datetime

from django.conf import settings

from portal.common.audit_chain import Head, add_checkpoint, read_checkpoints
from portal.common.models import AuditEvent


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
