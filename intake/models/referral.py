"""What a person sent, exactly as it was sent. A referral never changes; the work on it is the case."""

import uuid
from typing import Any

from django.db import models

from intake.constants import AskingFor, Source
from intake.exceptions import ReferralIsImmutable
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedJSONField
from portal.common.references import new_reference


class Referral(models.Model):
    """One request for mediation. Answers are kept by data class: each encrypted column holds the answers of one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    submission_key = models.UUIDField(unique=True)
    source = models.CharField(max_length=16, choices=Source.choices)
    language = models.CharField(max_length=16)
    asking_for = models.CharField(max_length=16, choices=AskingFor.choices)
    needs = models.JSONField(default=dict)
    contact = EncryptedJSONField(label="referral.contact", default=dict)
    safe_contact = EncryptedJSONField(label="referral.safe_contact", default=dict)
    account = EncryptedJSONField(label="referral.account", default=dict)
    consent = EncryptedJSONField(label="referral.consent", default=dict)
    received_at = models.DateTimeField(auto_now_add=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id reference submission_key source language asking_for needs received_at",
        K4="contact safe_contact",
        K6="account",
        K7="consent",
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves once; raises ReferralIsImmutable for a row that is already there."""
        if not self._state.adding:
            raise ReferralIsImmutable
        super().save(*args, **kwargs)
