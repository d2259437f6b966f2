"""Model fields whose values the database holds only as sealed bytes.

Each value is bound to its field's label and its row's uuid, so bytes copied to another row or column do not open.
The label is written out in the model and never changes: renaming a table, model or column keeps values readable.
Values are opened when they are first read. What was not read is saved back as it was.
Filtering, update() and bulk_update() with plain values are refused; values() gives sealed bytes.
A column added to a table that has rows must be null=True: no default can be sealed for rows one by one.
"""

import json
import re
import uuid
from typing import Any, NoReturn

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.mixins import CheckFieldDefaultMixin
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise

from portal.common.crypto.keyset import OVERHEAD, Sealed, open_sealed, seal

LABEL = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class SealedAttribute(DeferredAttribute):
    """Opens a value when it is read. `__set__` makes it a data descriptor; without that `__get__` would never run."""

    field: "EncryptedField"

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, owner)
        if instance is not None and isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = self.field.opened(instance, value)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """What text and JSON fields share. `label` names the value for ever, such as "referral.contact"; `row` names the
    model's uuid field when its primary key is not one."""

    descriptor_class = SealedAttribute
    db_index: bool
    empty_strings_allowed = False

    def __init__(self, *args: Any, label: str, row: str | None = None, **kwargs: Any) -> None:
        self.label = label
        self.row = row
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def pack(self, value: Any) -> bytes:
        """The value as bytes; raises TypeError or ValueError, without the value, for what can't be stored exactly."""
        raise NotImplementedError

    def unpack(self, plain: bytes) -> Any:
        """The value that `pack` turned into bytes."""
        raise NotImplementedError

    def context(self, row_id: Any) -> str:
        """Where a value belongs: the label and the row's uuid."""
        if row_id is None:
            raise ValueError(f"{self}: the row needs its uuid before its values can be sealed.")
        return f"{self.label}:{row_id if isinstance(row_id, uuid.UUID) else uuid.UUID(str(row_id))}"

    def row_field(self) -> Any:
        """The field that holds the row's uuid."""
        return self.model._meta.get_field(self.row) if self.row else self.model._meta.pk

    def opened(self, instance: models.Model, sealed: Sealed) -> Any:
        """The value behind `sealed` as stored in the row of `instance`."""
        return self.unpack(open_sealed(sealed, self._context_of(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """The sealed value for this row. One that nobody read stays as it is, once it is proved to belong here:
        a copied instance would otherwise carry bytes that its new row can never open."""
        held = model_instance.__dict__.get(self.attname)
        if isinstance(held, Sealed):
            open_sealed(held, self._context_of(model_instance))
            return held
        value = getattr(model_instance, self.attname)
        return None if value is None else seal(self.pack(value), self._context_of(model_instance))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Takes sealed bytes only: whatever goes round `pre_save` (update, bulk_update, fixtures) is refused."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self} takes its values through save() or bulk_create(), which seal them.")
        return connection.Database.Binary(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def value_to_string(self, obj: models.Model) -> NoReturn:
        """Refuses: dumpdata, revisions and other serialisers would write private values out in the open."""
        raise TypeError(f"{self} is not written out. Back the database up with pg_dump.")

    def get_internal_type(self) -> str:
        return "BinaryField"

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Only what looks like a sealed value gets in, even through SQL expressions that pass by this class."""
        column = connection.ops.quote_name(self.column)
        return f"octet_length({column}) >= {OVERHEAD} AND get_byte({column}, 0) = 1"

    def deconstruct(self) -> Any:
        """Leaves the default out: it is of no use to the database, and Django would try to write it there."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs["label"] = self.label
        if self.row:
            kwargs["row"] = self.row
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_row(), *self._check_options()]

    def _context_of(self, instance: models.Model) -> str:
        return self.context(getattr(instance, self.row_field().attname))

    def _check_row(self) -> list[checks.CheckMessage]:
        field: Any = self.row_field()
        while field.remote_field:
            field = field.target_field
        if isinstance(field, models.UUIDField):
            return []
        return [self._error("portal.E003", "An encrypted field needs a uuid: a UUIDField as primary key, or row=...")]

    def _check_options(self) -> list[checks.CheckMessage]:
        messages: list[checks.CheckMessage] = []
        if not LABEL.fullmatch(self.label):
            messages.append(self._error("portal.E004", f"The label {self.label!r} must look like referral.contact."))
        if self.unique or self.db_index or self.db_default is not models.NOT_PROVIDED:
            messages.append(self._error("portal.E005", "Sealed bytes can't have unique, db_index or db_default."))
        return messages

    def _error(self, error_id: str, message: str) -> checks.CheckMessage:
        return checks.Error(message, obj=self, id=error_id)


class EncryptedTextField(EncryptedField):
    """Text; '' and None stay apart. Text that is not valid Unicode (lone surrogates) is refused, not mended."""

    description = "Encrypted text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators.append(validate_storable)

    def get_default(self) -> Any:
        return super().get_default() if self.null or self.has_default() else ""

    def pack(self, value: Any) -> bytes:
        if isinstance(value, Promise):
            value = str(value)
        if not isinstance(value, str):
            raise TypeError(f"{self} holds text, not {type(value).__name__}.")
        return _encoded(value, self)

    def unpack(self, plain: bytes) -> str:
        return plain.decode()

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, bytes):
            raise ValidationError("Enter text.", code="invalid")
        return value if value is None or isinstance(value, str) else str(value)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        widget = {} if self.choices is not None else {"widget": forms.Textarea}
        return super().formfield(*args, **{"max_length": self.max_length, **widget, **kwargs})


class EncryptedJSONField(CheckFieldDefaultMixin, EncryptedField):
    """Anything that JSON can say: None, texts, numbers, lists and objects with text keys. NaN is refused."""

    description = "Encrypted JSON"
    _default_hint = ("dict", "{}")

    def pack(self, value: Any) -> bytes:
        return _encoded(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")), self)

    def unpack(self, plain: bytes) -> Any:
        return json.loads(plain)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        try:
            self.pack(value)
        except (TypeError, ValueError):
            raise ValidationError("This value can't be stored.", code="invalid") from None

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"form_class": forms.JSONField, **kwargs})


def validate_storable(text: str) -> None:
    """Refuses text that has no UTF-8 form, such as half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValidationError("This text holds characters that can't be stored.", code="invalid") from None


def _encoded(text: str, field: EncryptedField) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{field}: the text holds half of a surrogate pair, which has no UTF-8 form.") from None
