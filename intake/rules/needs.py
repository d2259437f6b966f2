"""What a row of the queue says about languages and access: the few words of a person's needs that may lie open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ShownNeeds:
    """The language that the person who asked likes to speak, and whether anybody on the case wants an interpreter or
    anything else to take part. What it is stays sealed."""

    spoken: str = ""
    wants_interpreter: bool = False
    wants_access: bool = False


def shown_needs(asked: Mapping[str, Any], others: Iterable[Mapping[str, Any]] = ()) -> ShownNeeds:
    """What is shown of the needs of the person who asked and of the others, by the keys of the questions."""
    everyone = (asked, *others)
    return ShownNeeds(
        spoken=str(asked.get("spoken") or ""),
        wants_interpreter=any(needs.get("interpreter") == "yes" for needs in everyone),
        wants_access=any(bool(needs.get("access") or needs.get("access_more")) for needs in everyone),
    )
