"""Which signs of a program or a flood leave a doubt about a request. Nothing here refuses: a person looks first."""

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """What a check found. The names are stored with the request, so a name never changes its meaning."""

    TRAP = "trap"
    FAST = "fast"
    FORM = "form"
    NEARBY = "nearby"
    FLOOD = "flood"
    NO_PROOF = "no_proof"
    WRONG_PROOF = "wrong_proof"
    UNCHECKED = "unchecked"


class Proof(StrEnum):
    """What came of the work that the page gave the browser to do."""

    OFF = "off"
    RIGHT = "right"
    # No script ran, it was not done yet, or its time was up: none of these is the person's doing.
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Facts:
    """What is known about one send; None is what could not be found out."""

    trap_is_filled: bool | None
    """Whether the field that nobody sees holds anything."""
    seconds: float | None
    """How long ago the first answer was given."""
    form_stands: bool | None
    """Whether the page that was sent is one of ours, made for this request, and not older than a draft may be."""
    nearby: int | None
    """Sends from this network in this hour, with this one."""
    in_all: int | None
    """Sends from everywhere in the last hour, with this one."""
    proof: Proof | None


@dataclass(frozen=True)
class Limits:
    """From where on something is odd: fewer seconds than a person needs, more sends in an hour than people make."""

    seconds: int
    nearby: int
    in_all: int


def doubts_about(facts: Facts, limits: Limits) -> tuple[Doubt, ...]:
    """The doubts that these facts leave, in the order of `Doubt`; UNCHECKED when any fact is missing.

    A missing proof says something only during a flood: people without scripts have none at any time.
    """
    is_busy = (facts.nearby or 0) > limits.nearby or (facts.in_all or 0) > limits.in_all
    found = {
        Doubt.TRAP: facts.trap_is_filled is True,
        Doubt.FAST: facts.seconds is not None and facts.seconds < limits.seconds,
        Doubt.FORM: facts.form_stands is False,
        Doubt.NEARBY: (facts.nearby or 0) > limits.nearby,
        Doubt.FLOOD: (facts.in_all or 0) > limits.in_all,
        Doubt.NO_PROOF: facts.proof is Proof.MISSING and is_busy,
        Doubt.WRONG_PROOF: facts.proof is Proof.WRONG,
        Doubt.UNCHECKED: any(fact is None for fact in vars(facts).values()),
    }
    return tuple(doubt for doubt, is_found in found.items() if is_found)
