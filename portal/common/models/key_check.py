"""One row that only the right keyset opens: how the program knows at start-up that key and database belong together."""

from typing import ClassVar

from django.db import models

from portal.common.classification import Retention, classified


class KeyCheck(models.Model):
    """A known text, sealed with the keyset this database was written with (portal/common/crypto/key_check.py)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed = models.BinaryField()

    field_classes = classified(retention=Retention.CONTENT, K12="id sealed")

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="key_check_is_one_row"),
        ]
