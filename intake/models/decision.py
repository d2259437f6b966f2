"""Who decided whether a case is eligible, why, and who approved it as a second person."""

import uuid

from django.conf import settings
from django.db import models

from intake.constants import IneligibleReason
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class EligibilityDecision(models.Model):
    """One decision. `checklist` names the points that were checked; `decider` is the person who decided, by name.

    `reason` is one of IneligibleReason, and empty when the case was found eligible. The City's discretion alone says
    nothing, so it stands with its own `explanation`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField(auto_now_add=True)
    is_eligible = models.BooleanField()
    reason = models.CharField(max_length=32, choices=IneligibleReason.choices, blank=True)
    checklist = models.JSONField(default=list)
    decider = EncryptedTextField(label="decision.decider", max_length=120)
    explanation = EncryptedTextField(label="decision.explanation", max_length=500, null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id case at is_eligible reason checklist made_by approved_by approved_at",
        K6="explanation",
        K10="decider",
    )

    class Meta:
        default_permissions = ()
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("made_by")),
                name="intake_decision_by_two",
            ),
        )
