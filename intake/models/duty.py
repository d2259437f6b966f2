"""What has to be done for a case, and by which day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.constants import DutyKind
from intake.querysets import DutyQuerySet
from portal.common.classification import Retention, classified


class Duty(models.Model):
    """One thing to do. It is open until it is done, or until `dropped_at`: its state or session came to an end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=16, choices=DutyKind.choices)
    party = models.ForeignKey("intake.Party", null=True, on_delete=models.CASCADE, related_name="duties")
    session = models.ForeignKey("intake.Session", null=True, on_delete=models.CASCADE, related_name="duties")
    opened_on = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE, K3="id case kind party session opened_on due_on done_at done_by dropped_at"
    )

    class Meta:
        default_permissions = ()
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=["case", "due_on"], condition=Q(done_at=None, dropped_at=None), name="duty_open"),
            models.Index(fields=["due_on", "id"], condition=Q(done_at=None, dropped_at=None), name="duty_due"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
