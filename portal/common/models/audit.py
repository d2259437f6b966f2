"""The audit log: who did what to which record, never what the record says.

The database itself numbers, dates and chains the rows (migration 0002): each holds the hash of the one before, and
rows can't be changed, deleted or truncated. Rows are written through portal/common/audit.py alone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from portal.common.classification import Retention, classified

NO_HASH = "0" * 64


class ActorKind(models.TextChoices):
    """Who acted: a signed-in person, a participant (who has no account), or the program itself."""

    STAFF = "staff"
    PARTICIPANT = "participant"
    SYSTEM = "system"


class AuditEvent(models.Model):
    """One line of the log. `seq`, `at`, `prev` and `hash` are the database's; whatever a client sends is overwritten.

    The actor is a plain number to the database: no row of this table may change because a user is deleted.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        db_column="actor",
        related_name="+",
    )
    actor_kind = models.CharField(max_length=16, choices=ActorKind.choices)
    verb = models.CharField(max_length=32)
    object_type = models.CharField(max_length=64, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=list, blank=True)
    prev = models.CharField(max_length=64, db_default=NO_HASH, editable=False)
    hash = models.CharField(max_length=64, db_default=NO_HASH, editable=False)

    field_classes = classified(
        retention=Retention.AUDIT, K11="seq at actor actor_kind verb object_type object_id fields prev hash"
    )

    class Meta:
        default_permissions = ("view",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["object_type", "object_id", "seq"], name="audit_by_object"),
            models.Index(fields=["actor", "seq"], name="audit_by_actor"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="audit_actor_is_staff",
                condition=models.Q(actor_kind="staff", actor__isnull=False)
                | models.Q(actor_kind__in=["participant", "system"], actor__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_type} {self.object_id}".rstrip()
