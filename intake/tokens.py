"""Random secrets of which the database holds only a hash: of browsers with drafts, and of links to a meeting's page.

A browser holds one random secret in a cookie; the database holds only its hash. A draft's id carries a seal made with
that secret, so a draft need not be stored before the first answer is sent: opening the form writes nothing.
"""

import hashlib
import hmac
import secrets
import uuid

SEAL_BYTES = 8
LINK_BYTES = 32


def new_browser_secret() -> str:
    """A fresh secret for the cookie: 256 bits, safe in a header."""
    return secrets.token_urlsafe(32)


def browser_hash(secret: str) -> str:
    """What the database keeps of a browser's secret: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_link_secret(size: int = LINK_BYTES) -> str:
    """A fresh secret for an address: 256 bits, so that nobody has to count guesses; 128 where it has to be short."""
    return secrets.token_urlsafe(size)


def link_hash(secret: str, use: str = "link") -> str:
    """What the database keeps of a link's secret: 64 hexadecimal digits, others for each use."""
    return hashlib.sha256(use.encode() + secret.encode("utf-8", "replace")).hexdigest()


def new_draft_id(secret: str) -> uuid.UUID:
    """An id for a draft of this browser: eight random bytes and their seal."""
    nonce = secrets.token_bytes(16 - SEAL_BYTES)
    return uuid.UUID(bytes=nonce + _seal(nonce, secret))


def is_sealed_by(draft_id: uuid.UUID, secret: str) -> bool:
    """Whether this browser made this id."""
    nonce, seal = draft_id.bytes[:-SEAL_BYTES], draft_id.bytes[-SEAL_BYTES:]
    return hmac.compare_digest(seal, _seal(nonce, secret))


def _seal(nonce: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"draft" + nonce, "sha256")[:SEAL_BYTES]
