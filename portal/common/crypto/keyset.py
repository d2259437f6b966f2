"""The keyset that seals private values: Tink AEAD (AES-256-GCM), read from settings.FIELD_KEYSET.

Sealed bytes begin with `01` and the four-byte id of the key that sealed them, so SQL can count rows by key.
The context (associated data) says where a value belongs: bytes moved to another place do not open.
"""

from functools import lru_cache

import tink
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from tink import aead, json_proto_keyset_format, secret_key_access
from tink.proto import tink_pb2

aead.register()

AES_GCM_KEY = "type.googleapis.com/google.crypto.tink.AesGcmKey"
PREFIX_LENGTH = 5
OVERHEAD = 33


class KeysetError(ImproperlyConfigured):
    """The keyset is missing, can't be read, or is not the one that this database was written with."""


class CannotDecryptError(Exception):
    """Sealed bytes that do not open: damaged, moved from another place, or sealed with a key that we do not have."""


class Sealed(bytes):
    """Sealed bytes as the database holds them. They print as a word, so that no page or log ever shows them."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)


@lru_cache(maxsize=4)
def parse(text: str) -> tink.KeysetHandle:
    """The handle of a keyset written as JSON; raises KeysetError, whose message never holds a part of the text."""
    try:
        handle = json_proto_keyset_format.parse(text, secret_key_access.TOKEN)
        handle.primitive(aead.Aead)
    except (tink.TinkError, ValueError, TypeError):
        raise KeysetError("The field keyset is not a usable Tink keyset (manage.py create_keyset makes one).") from None
    for key in handle.keyset_info().key_info:
        if key.type_url != AES_GCM_KEY or key.output_prefix_type != tink_pb2.TINK:
            raise KeysetError("The field keyset holds a key that is not AES-GCM with Tink's prefix.")
    return handle


@lru_cache(maxsize=4)
def cipher(text: str) -> aead.Aead:
    """The cipher of the keyset `text`."""
    return parse(text).primitive(aead.Aead)


def current_text() -> str:
    """The keyset that settings name; raises KeysetError when there is none."""
    text = getattr(settings, "FIELD_KEYSET", None)
    if not isinstance(text, str) or not text.strip():
        raise KeysetError("settings.FIELD_KEYSET holds no field keyset (manage.py create_keyset makes one).")
    return text


def primary_key_id() -> int:
    """The id of the key that seals new values."""
    return int(parse(current_text()).keyset_info().primary_key_id)


def prefix_of(key_id: int) -> bytes:
    """What every value sealed under `key_id` begins with."""
    return b"\x01" + key_id.to_bytes(4, "big")


def key_id_of(prefix: bytes) -> int:
    """The id in the first five bytes of a sealed value."""
    return int.from_bytes(prefix[1:PREFIX_LENGTH], "big")


def seal(plain: bytes, context: str) -> Sealed:
    """`plain` sealed for one place; only `open_sealed` with the same context gives it back."""
    return Sealed(cipher(current_text()).encrypt(plain, context.encode()))


def open_sealed(sealed: bytes, context: str) -> bytes:
    """What was sealed for `context`; raises CannotDecryptError, never gives the sealed bytes back."""
    try:
        return bytes(cipher(current_text()).decrypt(bytes(sealed), context.encode()))
    except tink.TinkError:
        raise CannotDecryptError(f"The value stored at {context} can't be opened with the keyset in use.") from None
