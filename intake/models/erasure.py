"""Two people of the program delete what a side asked us to delete: one asks for it, another carries it out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from intake.constants import ErasureReason
from portal.common.classification import Retention, classified


class Erasure(models.Model):
    """The first person's word, with how they know that it is the side's own wish. It waits until a second person
    carries it out, or until `dropped_at`. The side's own wish is a duty (DutyKind.ERASE), and none of the two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey("intake.Party", on_delete=models.CASCADE, related_name="erasures")
    reason = models.CharField(max_length=16, choices=ErasureReason.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.CASE, K3="id party reason asked_by asked_at done_by done_at dropped_at"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=Q(done_by=None, done_at=None) | (Q(done_at__isnull=False) & ~Q(done_by=F("asked_by"))),
                name="intake_erasure_second_person",
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(done_at=None, dropped_at=None), name="intake_erasure_once_a_side"
            ),
        )
