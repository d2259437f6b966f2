"""The program's own rules (intake/rules/policy.py), change by change."""

import uuid

from django.conf import settings
from django.db import models

from portal.common.classification import Retention, classified


class PolicyChange(models.Model):
    """One change of one rule; the newest of each is in force. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    value = models.JSONField()
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    field_classes = classified(retention=Retention.AUDIT, K3="id name value changed_at changed_by")

    class Meta:
        default_permissions = ()
        permissions = (("change_policy", "Can change the program's rules"),)
        ordering = ("-changed_at", "-id")
        indexes = (models.Index(fields=["name", "-changed_at"]),)
