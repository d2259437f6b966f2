"""Slow on purpose: Argon2id for secrets that people type, one derivation at a time in each process.

One costs 19 MiB and some 35 ms (OWASP's lowest advice; these secrets are random, not chosen). Many at once would take
the memory and the processor from everybody else, so whoever wants one waits for their turn, or refuses to wait long.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
KEY_BYTES = 32
SALT_BYTES = 16

# The hash of a secret that nobody knows. Comparing with it costs what comparing with a stored one costs.
NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$9JYxLR0ej9dVbi3k/UwcAg$Dq6oyH2S67MfOHOQFH/HEw6giUKPccwvcS/7hC3aDbo"

_lock = Lock()


class NoTurn(Exception):
    """Others were at it for as long as the caller was ready to wait."""


@contextmanager
def turn(patience: float = -1) -> Iterator[None]:
    """The turn to call the functions below; waits up to `patience` seconds (-1: as long as it takes), else NoTurn."""
    if not _lock.acquire(timeout=patience):
        raise NoTurn
    try:
        yield
    finally:
        _lock.release()


def slow_hash(secret: str) -> str:
    """What the database keeps of a secret: its hash with its own salt and the cost, as one text."""
    return str(_argon2(new_salt()).derive_phc_encoded(secret.encode()))


def is_secret_of(secret: str, stored: str | None) -> bool:
    """Whether `stored` is the hash of this secret. Without a stored hash the answer is no, after the same work."""
    try:
        Argon2id.verify_phc_encoded(secret.encode(), stored or NOBODYS_HASH)
    except InvalidKey:
        return False
    return stored is not None


def slow_key(secret: str, salt: bytes) -> bytes:
    """A key made from the secret; another salt than the hash's, so the hash tells nothing about it."""
    return bytes(_argon2(salt).derive(secret.encode()))


def new_salt() -> bytes:
    """A fresh random salt."""
    return secrets.token_bytes(SALT_BYTES)


def _argon2(salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
