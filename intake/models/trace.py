"""How requests are found by a phone number, an e-mail address or a name without any of them being readable.

A trace is a keyed hash (HMAC-SHA-256) of a contact or a word of a name, a blind index: the same gives the same trace,
and without the key, which lies sealed under the keyset, nobody can try contacts out (SECURITY.md section 4).
"""

import hmac
import secrets
import uuid

from django.db import models

from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField

THE_ONE = uuid.UUID(int=1)


class TraceKey(models.Model):
    """The one key of all traces, in hexadecimal."""

    id = models.UUIDField(primary_key=True, default=THE_ONE, editable=False)
    key = EncryptedTextField(label="trace_key.key")

    field_classes = classified(retention=Retention.CASE, K12="id key")

    class Meta:
        default_permissions = ()
        constraints = (models.CheckConstraint(condition=models.Q(id=THE_ONE), name="trace_key_is_one_row"),)


class ContactTrace(models.Model):
    """The trace of one contact of one referral, of one word of a name of its case, or of a whole name."""

    class Kind(models.TextChoices):
        """What it is the trace of."""

        PHONE = "phone", "the same phone number"
        EMAIL = "email", "the same email address"
        NAME = "name", "the same name"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("intake.Referral", on_delete=models.CASCADE, related_name="traces")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(max_length=64)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id referral kind",
        K4="digest",
        unencrypted={"digest": "A keyed hash that nobody can turn back; it must be comparable to find anything."},
    )

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["digest", "referral"], name="trace_found"),)


def trace_of(key: bytes, kind: str, contact: str) -> str:
    """The trace of one contact. An extension is another desk, not another person's number."""
    plain = contact.partition(";")[0].strip().lower()
    return hmac.digest(key, f"{kind}:{plain}".encode(), "sha256").hex()


def trace_key() -> bytes:
    """The key of all traces; made at the first use, once, whoever comes first."""
    found = TraceKey.objects.first()
    if found is None:
        TraceKey.objects.bulk_create([TraceKey(key=secrets.token_hex(32))], ignore_conflicts=True)
        found = TraceKey.objects.get()
    return bytes.fromhex(str(found.key))
