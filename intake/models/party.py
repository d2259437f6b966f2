"""The two sides of a case: who they are, how to reach them, what they need. Zone B beyond what the referral says."""

import uuid

from django.db import models

from intake.constants import Side
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedJSONField, EncryptedTextField


class Party(models.Model):
    """One side of a case.

    `contact` has phone, email and address; `safe_contact` what is safe (voicemail, text_message, may_name_program,
    best_way, avoid); `needs` spoken, reading, interpreter, access, support, times; all by the keys of the catalogue.
    `stopped_sms` is true once STOP came from their phone. `has_asked` marks the side whose request opened the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(max_length=16, choices=Side.choices)
    has_asked = models.BooleanField(default=False)
    language = models.CharField(max_length=16)
    name = EncryptedTextField(label="party.name")
    contact = EncryptedJSONField(label="party.contact", default=dict)
    safe_contact = EncryptedJSONField(label="party.safe_contact", default=dict)
    needs = EncryptedJSONField(label="party.needs", default=dict)
    stopped_sms = models.BooleanField(default=False)
    moves_used = models.PositiveSmallIntegerField(default=0)

    field_classes = classified(
        retention=Retention.CASE,
        K3="id case side has_asked language needs stopped_sms moves_used",
        K4="name contact safe_contact",
    )

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["case", "side"], name="intake_party_once_a_side"),)

    def __str__(self) -> str:
        return self.get_side_display()

    @property
    def is_reachable(self) -> bool:
        """Whether a name and at least one way to reach them are known."""
        return bool(self.name and any(self.contact.get(key) for key in ("phone", "email", "address")))
