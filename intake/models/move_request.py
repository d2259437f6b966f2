"""A side's wish for another time of a meeting. Only the program sees it; the meeting stands until staff move it."""

import uuid

from django.db import models

from portal.common.classification import Retention, classified


class MoveRequest(models.Model):
    """The newest wish of one side about one meeting. `free_times` has up to three parts of days on which it could
    come, such as "2026-12-07:morning"; none where it only asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("intake.Session", on_delete=models.CASCADE, related_name="move_requests")
    party = models.ForeignKey("intake.Party", on_delete=models.CASCADE, related_name="+")
    free_times = models.JSONField(default=list)
    asked_at = models.DateTimeField()

    field_classes = classified(retention=Retention.CASE, K3="id session party asked_at", K8="free_times")

    class Meta:
        default_permissions = ()
        ordering = ("asked_at", "id")
        constraints = (models.UniqueConstraint(fields=["session", "party"], name="intake_move_asked_once_a_side"),)

    def __str__(self) -> str:
        return f"wish for another time, {self.session_id}"
