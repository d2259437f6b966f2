"""How a case ends: what the program knows, what the City learns, how long the record is kept."""

from django.db.models import TextChoices


class OutcomeCode(TextChoices):
    """How the mediation ended. Private to the program (Evid. Code 1121)."""

    AGR_FULL = "AGR_FULL", "Agreement on everything"
    AGR_PARTIAL = "AGR_PARTIAL", "Agreement on a part"
    UNDERSTANDING = "UNDERSTANDING", "No written terms; both say it is resolved"
    NO_RESOLUTION = "NO_RESOLUTION", "No resolution"
    ENDED_EARLY_PARTY = "ENDED_EARLY_PARTY", "A party ended it early"
    ENDED_EARLY_MEDIATOR = "ENDED_EARLY_MEDIATOR", "The mediator ended it early"


class ClosureCode(TextChoices):
    """All that the City learns about how a case ended."""

    COMPLETED_RESOLVED = "COMPLETED_RESOLVED", "Completed, resolved"
    COMPLETED_NOT_RESOLVED = "COMPLETED_NOT_RESOLVED", "Completed, not resolved"
    NOT_MEDIATED = "NOT_MEDIATED", "Not mediated"


class RetentionClass(TextChoices):
    """How long the record of a closed case is kept (DOMAIN section 4, Penal Code 832.5)."""

    STANDARD = "standard", "Five years after closing"
    SUSTAINED = "sustained", "Fifteen years: the department sustained the complaint"
