"""How a request came in."""

from django.db.models import TextChoices


class Path(TextChoices):
    """Who is asking, and so which questions they meet (DOMAIN section 2)."""

    SELF = "self", "A community member"
    OTHER = "other", "Someone on behalf of a community member"
    EMPLOYEE = "employee", "A police employee, about a conflict at work"
    CITY = "city", "The City, about a filed complaint"


class Source(TextChoices):
    """How a referral reached the program."""

    ONLINE = "online", "Online form"
    PHONE = "phone", "By phone, entered by staff"
    PAPER = "paper", "On paper, entered by staff"
    IN_PERSON = "in_person", "In person, entered by staff"
    CITY = "city", "Referred by the City"


DRAFT_SCHEMA = 1
"""The version of the wizard's questions that a draft was begun with."""
