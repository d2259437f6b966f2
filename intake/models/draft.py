"""An unsent request: what a person has typed so far, readable only with the field key."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.constants import DRAFT_SCHEMA
from intake.querysets import DraftQuerySet
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedJSONField


def draft_expiry() -> datetime:
    """When a draft that is begun now will be thrown away (DOMAIN section 8, state DRAFT)."""
    return timezone.now() + timedelta(days=settings.DRAFT_DAYS)


class Draft(models.Model):
    """The wizard's memory. It belongs to the browser whose secret hashes to `browser`; sending empties it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    browser = models.CharField(max_length=64)
    answers = EncryptedJSONField(label="draft.answers", default=dict)
    schema = models.PositiveSmallIntegerField(default=DRAFT_SCHEMA)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(default=draft_expiry)
    referral = models.OneToOneField("intake.Referral", null=True, on_delete=models.SET_NULL, related_name="draft")

    objects = DraftQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.DRAFT,
        K3="id schema created_at updated_at expires_at referral",
        K12="browser",
        K13="answers",
    )

    class Meta:
        default_permissions = ()

    @property
    def is_sent(self) -> bool:
        """Whether the request was sent; then nothing of it is left here."""
        return self.referral_id is not None
