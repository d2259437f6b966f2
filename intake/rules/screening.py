"""Which answers ask for a call by a person before anything else (DOMAIN section 2, Screening), and which reason against
mediation needs words of its own. No answer refuses."""

from collections.abc import Mapping

from intake.constants import IneligibleReason

SERIOUS: Mapping[str, frozenset[str]] = {
    "during": frozenset({"force", "weapon", "arrest", "search", "sexual", "threat", "crime", "unsure"}),
    "since_then": frozenset({"criminal_case", "claim", "contact", "fear", "unsure"}),
    "work_limits": frozenset({"harassment", "reporting", "safety", "discipline", "claim", "unsure"}),
    # A person reads these, never a rule: someone felt treated differently, or someone else may have to decide.
    "concerns": frozenset({"different"}),
    "allegations": frozenset({"differential"}),
    "under_18": frozenset({"yes"}),
    "decides_for": frozenset({"yes", "unsure"}),
    "they_know": frozenset({"no"}),
    "pending_matter": frozenset({"yes", "unknown"}),
}


def reasons_to_call(answers: Mapping[str, object]) -> list[str]:
    """The answers that ask for a call, as `question.choice`, in the order of the table; none means none."""
    reasons = []
    for key, serious in SERIOUS.items():
        given = answers.get(key)
        chosen = given if isinstance(given, list) else [given]
        reasons += [f"{key}.{choice}" for choice in chosen if choice in serious]
    return reasons


def needs_explanation(reason: str) -> bool:
    """Whether this reason says too little by itself: the City's discretion (DOMAIN section 8, "text required")."""
    return reason == IneligibleReason.CITY
