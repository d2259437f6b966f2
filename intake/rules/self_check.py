"""What the self-check before the form concludes: which answers fit mediation, and where else to turn (UX-04).

It advises and never refuses: whoever asks for mediation all the same gets the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What one answer means, the best first."""

    FITS = "fits"
    TALK = "talk"
    OTHER_WAY = "other_way"


class Place(StrEnum):
    """Where else to turn, the most urgent first."""

    EMERGENCY = "emergency"
    COMPLAINT = "complaint"
    OTHER_MEDIATION = "other_mediation"


FINDINGS: dict[str, dict[str, Finding]] = {
    "about": {"yes": Finding.FITS, "unsure": Finding.TALK, "no": Finding.OTHER_WAY},
    # Nobody is turned away for a serious matter: a person calls (DOMAIN section 2, screening).
    "harm": {"no": Finding.FITS, "unsure": Finding.TALK, "yes": Finding.TALK},
    "pending": {"no": Finding.FITS, "unsure": Finding.TALK, "yes": Finding.TALK},
    "want": {"talk": Finding.FITS, "unsure": Finding.TALK, "investigation": Finding.OTHER_WAY},
}
"""Each question, in its order, and what each of its answers means."""

PLACES: dict[Place, dict[str, frozenset[str]]] = {
    Place.EMERGENCY: {"harm": frozenset({"yes", "unsure"})},
    Place.COMPLAINT: {"harm": frozenset({"yes", "unsure"}), "want": frozenset({"investigation", "unsure"})},
    Place.OTHER_MEDIATION: {"about": frozenset({"no", "unsure"})},
}
"""Each place, and the answers to which it matters."""


@dataclass(frozen=True)
class Outcome:
    """`findings` by question, for those answered; `overall`, the furthest from fitting; `places` where to turn."""

    findings: dict[str, Finding]
    overall: Finding
    places: tuple[Place, ...]


def self_check(answers: Mapping[str, str]) -> Outcome:
    """The outcome of the answers by question. One that is missing or unknown counts as open: we would need to talk."""
    findings = {key: means[answers[key]] for key, means in FINDINGS.items() if answers.get(key) in means}
    open_ones = [Finding.TALK] if len(findings) < len(FINDINGS) else []
    overall = max([*findings.values(), *open_ones], key=list(Finding).index)
    places = tuple(
        place for place, matters in PLACES.items() if any(answers.get(key) in matters[key] for key in matters)
    )
    return Outcome(findings, overall, places)
