"""Values that the program alone can't open: AES-256-GCM under a key that stands in no table and in no setting.

The field keyset (keyset.py) opens for whoever runs the program. What is sealed here opens only for whoever brings a
secret from outside: the key is random and is stored wrapped, once under each secret (docs/decisions/drafts.md).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.common.crypto.keyset import CannotDecryptError

KEY_BYTES = 32
NONCE_BYTES = 12


def new_key() -> bytes:
    """A fresh random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def key_of_secret(secret: str, place: str) -> bytes:
    """The key that belongs to a long random secret at one place. For secrets that people type: stretching.py."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=place.encode()).derive(secret.encode())


def seal_under(key: bytes, plain: bytes, place: str) -> bytes:
    """`plain` sealed under `key` for one place; at another place it does not open."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def open_under(key: bytes, sealed: bytes, place: str) -> bytes:
    """What `seal_under` sealed; raises CannotDecryptError for another key, another place or a changed byte."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise CannotDecryptError(f"The value sealed for {place} does not open with this key.") from None
