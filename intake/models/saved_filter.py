"""A view of the queue that a member of staff keeps for themselves."""

import uuid

from django.conf import settings
from django.db import models

from portal.common.classification import Retention, classified


class SavedFilter(models.Model):
    """A name and the query of the address. With `notifies` its owner is told once a day about new cases in it;
    `told_at` is when that was last done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    notifies = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    field_classes = classified(retention=Retention.STAFF, K3="id user name query notifies told_at")

    class Meta:
        default_permissions = ()
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["user", "name"], name="intake_filter_name_once"),)

    def __str__(self) -> str:
        return self.name
