"""Whether a reply by an open link is doubted, and so left out of results until somebody decides. Nothing refuses one.

What was known when it began lies in its draft until it is sent; the checks are those of a request (rules/abuse.py),
with limits for a hall full of people behind one network.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from intake.rules.abuse import Facts, Limits, Proof, doubts_about


@dataclass(frozen=True)
class Began:
    """What is known of the moment in which somebody began: `at` in seconds since 1970, the rest as in `Facts`."""

    at: float
    trap_is_filled: bool | None
    form_stands: bool | None
    nearby: int | None
    in_all: int | None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Began":
        """As a draft keeps it."""
        return cls(**kept)

    def to_keep(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self)


def is_doubtful(began: Began | None, sent_at: float, limits: Limits) -> bool:
    """Whether the checks leave any doubt; so they do where it is not known how the reply began."""
    if began is None:
        return True
    facts = Facts(
        trap_is_filled=began.trap_is_filled,
        seconds=sent_at - began.at,
        form_stands=began.form_stands,
        nearby=began.nearby,
        in_all=began.in_all,
        proof=Proof.OFF,
    )
    return bool(doubts_about(facts, limits))
