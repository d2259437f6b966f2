"""An unsent request: what a person has typed so far, readable only by those who hold it."""

import json
import uuid
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.constants import DRAFT_SCHEMA
from intake.querysets import DraftQuerySet
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField
from portal.common.crypto.sealing import open_under, seal_under


def draft_expiry() -> datetime:
    """When a draft that is begun now will be thrown away (DOMAIN section 8, state DRAFT): at the end of the day, since
    people are told a day."""
    last_day = timezone.localtime() + timedelta(days=settings.DRAFT_DAYS)
    return last_day.replace(hour=23, minute=59, second=59, microsecond=0)


class Draft(models.Model):
    """The wizard's memory. Its answers are sealed under a data key that only its holders have: the browsers of
    `DraftHolder` and whoever knows its `ParticipantCode`. Sending empties it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=16, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    sealed = EncryptedTextField(label="draft.sealed")
    sealed_code = models.BinaryField()
    asked = models.JSONField(default=list)
    schema = models.PositiveSmallIntegerField(default=DRAFT_SCHEMA)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(default=draft_expiry)
    referral = models.OneToOneField("intake.Referral", null=True, on_delete=models.SET_NULL, related_name="draft")

    objects = DraftQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.DRAFT,
        K3="id path language entered_by asked schema created_at updated_at expires_at referral",
        K12="sealed_code",
        K13="sealed",
    )

    key: bytes | None = None
    """The data key, in memory only, for a draft that a holder has opened."""

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["expires_at"]),)

    @property
    def is_sent(self) -> bool:
        """Whether the request was sent; then nothing of it is left here."""
        return self.referral_id is not None

    @property
    def code(self) -> str:
        """The code that leads back to this draft, in full, for its holders; empty when there is none."""
        return self._open("code", bytes(self.sealed_code)).decode() if self.sealed_code else ""

    @code.setter
    def code(self, code: str) -> None:
        self.sealed_code = self._seal("code", code.encode()) if code else b""

    @property
    def answers(self) -> dict[str, Any]:
        """All answers by page and field, as they were typed. Needs the data key, unless there are none."""
        return json.loads(self._open("answers", b64decode(self.sealed))) if self.sealed else {}

    @answers.setter
    def answers(self, answers: dict[str, Any]) -> None:
        plain = json.dumps(answers, ensure_ascii=False).encode() if answers else b""
        self.sealed = b64encode(self._seal("answers", plain)).decode() if plain else ""

    def _open(self, name: str, sealed: bytes) -> bytes:
        assert self.key is not None, "only a holder opens a draft"
        return open_under(self.key, sealed, f"draft.{name}:{self.id}")

    def _seal(self, name: str, plain: bytes) -> bytes:
        assert self.key is not None, "only a holder writes to a draft"
        return seal_under(self.key, plain, f"draft.{name}:{self.id}")
