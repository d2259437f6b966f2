"""One row that changes whenever something on the public site changes, so that each process can tell in one query."""

import uuid
from typing import ClassVar

from django.db import models

from portal.common.classification import Retention, classified


class ContentStamp(models.Model):
    """A value that never comes twice; kept finished pages bear the one they were made under."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=uuid.uuid4)

    field_classes = classified(retention=Retention.PASSING, K0="id value")

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="content_stamp_is_one_row"),
        ]
