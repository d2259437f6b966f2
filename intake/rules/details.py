"""What follows when a side changes its own details, and how much of them a page shows unasked."""

from collections.abc import Collection, Mapping
from typing import Any

FOR_BOOKING = frozenset(
    {"spoken", "spoken_other", "interpreter", "access", "access_more", "support_person", "practical"}
)
"""Answers that a session is arranged by: while one stands, somebody checks it when they change."""
SEALED = frozenset({"address", "avoid", "access_more"})
"""Answers that a summary does not repeat: somebody else may look at the screen."""
FEW = 2
"""Letters or digits that say enough to the person, and little to somebody else."""


def followed(changes: Mapping[str, Any], known: Mapping[str, Any], written: Collection[str]) -> dict[str, Any]:
    """The changes, with what goes along. We write in the language that somebody likes to read, where it is one of those
    `written`; another language that is spoken has a name only while it is chosen."""
    found = dict(changes)
    if found.get("reading") in written:
        found["language"] = found["reading"]
    if found.get("language") and known.get("reading") in {None, "", *written}:
        found["reading"] = found["language"]
    if {**known, **found}.get("spoken") != "other" and (known.get("spoken_other") or found.get("spoken_other")):
        found["spoken_other"] = ""
    return found


def last_digits(phone: str) -> str:
    """By what a person knows their own number."""
    return phone.partition(";")[0][-FEW:]


def masked_email(address: str) -> str:
    """By what a person knows their own address: its first letter and what stands behind the @."""
    name, _at, domain = address.rpartition("@")
    return f"{name[0] if len(name) > FEW else ''}…@{domain}"
