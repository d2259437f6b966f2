"""How often something was tried of late: the memory of the limits on guessing."""

from django.db import models

from portal.common.classification import Retention, classified


class TryCount(models.Model):
    """Tries since `since` at one subject, which stands here only as a keyed hash: no code, no address."""

    subject = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    field_classes = classified(retention=Retention.PASSING, K12="subject count since")

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["since"]),)

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"
