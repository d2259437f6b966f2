"""Phone numbers from which STOP came: no text message goes there, whichever case names them."""

from django.db import models

from intake.models.trace import ContactTrace, trace_key, trace_of
from portal.common.classification import Retention, classified


class StoppedPhone(models.Model):
    """One number, by its trace: a keyed hash that nobody can turn back."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    field_classes = classified(
        retention=Retention.CASE,
        K3="at",
        K4="digest",
        unencrypted={"digest": "A keyed hash that nobody can turn back; it must be comparable to find anything."},
    )

    class Meta:
        default_permissions = ()

    @classmethod
    def has(cls, phone: str) -> bool:
        """Whether this number wants no text messages."""
        return cls.objects.filter(pk=trace_of(trace_key(), ContactTrace.Kind.PHONE, phone)).exists()
