"""The secrets of authenticator apps and recovery codes, sealed like every private value.

allauth keeps them as text in a JSON field of its own table. There it now finds the id of a row here, so key rotation
and the count of rows by key reach them too (portal/common/signin/secrets.py).
"""

import uuid
from typing import ClassVar

from django.db import models

from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class FactorSecret(models.Model):
    """One secret. It goes when its factor goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret = EncryptedTextField(label="factor_secret.secret")

    field_classes = classified(retention=Retention.STAFF, K12="id secret")

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return str(self.id)
