"""Tries to reach a party: when, by which way, with what result. No words of what was said."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.constants import AttemptResult, Channel
from portal.common.classification import Retention, classified


class ContactAttempt(models.Model):
    """One try."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey("intake.Party", on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    result = models.CharField(max_length=16, choices=AttemptResult.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    field_classes = classified(retention=Retention.CASE, K3="id party at channel result made_by")

    class Meta:
        default_permissions = ()
        ordering = ("at", "id")
