"""Times that do not count towards a complaint's one-year limit, such as an officer's written waiver."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.common.classification import Retention, classified


class Waiver(models.Model):
    """One such time; both days belong to it (Gov. Code 3304(d)(2))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("intake.Case", on_delete=models.CASCADE, related_name="waivers")
    first = models.DateField()
    last = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    field_classes = classified(retention=Retention.CASE, K3="id case first last entered_by")

    class Meta:
        default_permissions = ()
        ordering = ("first",)
        constraints = (models.CheckConstraint(condition=Q(last__gte=F("first")), name="intake_waiver_in_order"),)
