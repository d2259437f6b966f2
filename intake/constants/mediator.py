"""Mediators: where they stand with a case, and what they declare."""

from django.db.models import TextChoices


class AssignmentState(TextChoices):
    """Where a mediator stands with one case."""

    INVITED = "invited", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    RELEASED = "released", "Released"


class Conflict(TextChoices):
    """What a mediator declares about a case, at the start and whenever something new is known (rule 3.855)."""

    NONE = "none", "Nothing that could matter"
    KNOWS_COMMUNITY = "knows_community", "Knows the community member"
    KNOWS_EMPLOYEE = "knows_employee", "Knows the employee"
    WORKED_WITH_CITY = "worked_with_city", "Worked for or with the City"
    OTHER = "other", "Something else that the parties should know"
    CANNOT = "cannot", "Can't be impartial here"


class TrainingTopic(TextChoices):
    """What mediators of this program are trained in."""

    CONFIDENTIALITY = "confidentiality", "Confidentiality and its limits"
    BIAS = "bias", "Bias"
    TRAUMA = "trauma", "Trauma-informed work"
    POLICE = "police", "Police context"
    INTERPRETERS = "interpreters", "Working with interpreters"
    POWER = "power", "Differences of power"
    ACCESS = "access", "Disability and access"
