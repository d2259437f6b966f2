"""The work on a referral: where it stands and who has it."""

import uuid

from django.conf import settings
from django.db import models

from intake.constants import CaseKind, CaseState
from intake.querysets import CaseQuerySet
from portal.common.classification import Retention, classified


class Case(models.Model):
    """A state machine (DOMAIN section 8). Its states change through intake/services/case.py alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField("intake.Referral", on_delete=models.PROTECT, related_name="case")
    kind = models.CharField(max_length=16, choices=CaseKind.choices, default=CaseKind.PRE_COMPLAINT)
    state = models.CharField(max_length=24, choices=CaseState.choices, default=CaseState.RECEIVED)
    state_since = models.DateTimeField()
    language = models.CharField(max_length=16)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    received_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.CASE, K3="id referral kind state state_since language owner received_at"
    )

    class Meta:
        default_permissions = ()
        permissions = (("view_case", "Can see every case"),)
        indexes = (models.Index(fields=["received_at", "id"]), models.Index(fields=["state", "received_at", "id"]))

    def __str__(self) -> str:
        return str(self.referral)
