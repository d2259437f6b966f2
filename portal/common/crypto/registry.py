"""The places where the database holds sealed values, found by looking at the models themselves."""

from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from portal.common.crypto.fields import EncryptedField
from portal.common.crypto.key_check import CONTEXT


@dataclass(frozen=True)
class Place:
    """One column of sealed values: its model, its name, and the name of the field that holds the row's uuid."""

    model: type[models.Model]
    column: str
    row: str | None

    def context(self, row_id: object) -> str:
        """The context in which the value of the row `row_id` is sealed."""
        if self.row is None:
            return CONTEXT
        field = self.model._meta.get_field(self.column)
        assert isinstance(field, EncryptedField)
        return field.context(row_id)

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}.{self.column}"


def encrypted_fields() -> list[EncryptedField]:
    """Every encrypted field of every installed model, each once."""
    return [
        field
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, EncryptedField)
    ]


def sealed_places() -> list[Place]:
    """Every column that holds sealed values: the encrypted fields and the key check row."""
    fields = [Place(field.model, field.attname, field.row_field().attname) for field in encrypted_fields()]
    return [*fields, Place(apps.get_model("common.KeyCheck"), "sealed", None)]


def labels_used_twice() -> list[str]:
    """Labels that two fields share: their values could be exchanged within one row's uuid."""
    counts = Counter(field.label for field in encrypted_fields())
    return sorted(label for label, count in counts.items() if count > 1)
