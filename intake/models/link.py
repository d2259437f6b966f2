"""Links that open a side's own space once: what was asked for at the page, and what was sent."""

import uuid

from django.db import models

from portal.common.classification import Retention, classified


class AskedLink(models.Model):
    """The first half of a code, for which somebody asked for a link. Whether it leads anywhere is found out later."""

    locator = models.CharField(max_length=8, primary_key=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    field_classes = classified(retention=Retention.PASSING, K12="locator asked_at")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.locator


class EntryLink(models.Model):
    """The link of a side, until it was used or `ends_at`: a new code, or a newer link, takes it away.

    `digest` is the hash of the secret in its address. The secret is made of `id` and the portal's own key when the
    message goes out (intake/services/entry_link.py), so that it stands nowhere in the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.OneToOneField("intake.ParticipantCode", on_delete=models.CASCADE, related_name="link")
    notification = models.OneToOneField("intake.Notification", on_delete=models.CASCADE, related_name="link")
    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()

    field_classes = classified(retention=Retention.PASSING, K3="id code notification ends_at", K12="digest")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"link until {self.ends_at}"
