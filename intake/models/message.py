"""A short message of one side to the program. There are no answers here: staff call or write."""

import uuid

from django.db import models

from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class PartyMessage(models.Model):
    """One message as it was sent; `read_at` is when somebody of the program said that it is read. It never changes
    otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey("intake.Party", on_delete=models.CASCADE, related_name="messages")
    created_at = models.DateTimeField(auto_now_add=True)
    text = EncryptedTextField(label="party_message.text")
    read_at = models.DateTimeField(null=True)

    field_classes = classified(retention=Retention.CASE, K3="id party created_at read_at", K6="text")

    class Meta:
        default_permissions = ()
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return "a message"
