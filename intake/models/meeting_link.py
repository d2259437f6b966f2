"""A page that says when and where to somebody who is no party of the case: an interpreter, a support person."""

import uuid

from django.conf import settings
from django.db import models

from intake.constants import Guest
from portal.common.classification import Retention, classified


class MeetingLink(models.Model):
    """The secret address of one guest's page about one meeting: only its hash is here, and no name. `languages` are
    the two between which an interpreter works."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("intake.Session", on_delete=models.CASCADE, related_name="links")
    guest = models.CharField(max_length=16, choices=Guest.choices)
    languages = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    field_classes = classified(
        retention=Retention.CASE, K3="id session guest languages made_at made_by ended_at", K12="token_hash"
    )

    class Meta:
        default_permissions = ()
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return self.get_guest_display()
