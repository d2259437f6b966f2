"""The keyset file: making one, and the steps of a rotation as functions from keyset text to keyset text.

Tink's Python has no keyset manager, so a new keyset's key is merged into the JSON (docs/decisions/encryption.md).
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import tink
from tink import aead, json_proto_keyset_format, secret_key_access

from portal.common.crypto.keyset import KeysetError, parse


def new_keyset() -> str:
    """The JSON text of a new keyset with one AES-256-GCM key."""
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    return str(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


def with_new_key(text: str) -> tuple[str, int]:
    """The keyset with one more key, not yet used for sealing, and that key's id."""
    keyset = _read(text)
    added = json.loads(new_keyset())["key"][0]
    keyset["key"].append(added)
    return _write(keyset), int(added["keyId"])


def with_primary(text: str, key_id: int) -> str:
    """The keyset that seals with `key_id` from now on."""
    keyset = _read(text)
    if _key(keyset, key_id)["status"] != "ENABLED":
        raise KeysetError(f"Key {key_id} is disabled.")
    keyset["primaryKeyId"] = key_id
    return _write(keyset)


def with_status(text: str, key_id: int, *, enabled: bool) -> str:
    """The keyset with `key_id` opened for reading or shut; the key that seals can't be shut."""
    keyset = _read(text)
    if not enabled and keyset["primaryKeyId"] == key_id:
        raise KeysetError(f"Key {key_id} seals new values: promote another key first.")
    _key(keyset, key_id)["status"] = "ENABLED" if enabled else "DISABLED"
    return _write(keyset)


def create_file(path: Path, text: str) -> None:
    """Writes a new file that only its owner can read; raises FileExistsError rather than overwrite a key."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(file.fileno(), 0o600)
        _write_durably(file, text)


def replace_file(path: Path, text: str) -> None:
    """Puts `text` in place of an existing keyset file in one step, with the same owner and mode."""
    before = path.stat()
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            os.fchmod(file.fileno(), before.st_mode & 0o777)
            if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(file.fileno(), before.st_uid, before.st_gid)
            _write_durably(file, text)
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _write_durably(file: Any, text: str) -> None:
    file.write(text)
    file.flush()
    os.fsync(file.fileno())


def _read(text: str) -> dict[str, Any]:
    parse(text)
    keyset: dict[str, Any] = json.loads(text)
    return keyset


def _write(keyset: dict[str, Any]) -> str:
    text = json.dumps(keyset, indent=2)
    parse(text)
    return text


def _key(keyset: dict[str, Any], key_id: int) -> dict[str, Any]:
    keys: list[dict[str, Any]] = [key for key in keyset["key"] if key["keyId"] == key_id]
    if not keys:
        raise KeysetError(f"The keyset has no key {key_id}.")
    return keys[0]
