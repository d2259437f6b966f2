"""Field encryption: keyset, model fields, start-up checks and rotation (docs/decisions/encryption.md)."""

from portal.common.crypto.fields import EncryptedJSONField, EncryptedTextField
from portal.common.crypto.key_check import require_keyset
from portal.common.crypto.keyset import CannotDecryptError, KeysetError

__all__ = ["CannotDecryptError", "EncryptedJSONField", "EncryptedTextField", "KeysetError", "require_keyset"]
