"""The fixed codes of intake: states, kinds, paths. They are stored, so a value never changes its meaning."""

from django.db.models import TextChoices


class CaseState(TextChoices):
    """Where a case stands (DOMAIN section 8). The moves between states are intake/rules/lifecycle.py's."""

    RECEIVED = "received", "Received"
    SCREENING = "screening", "Screening"
    INFO_NEEDED = "info_needed", "Waiting for information"
    CITY_REVIEW = "city_review", "With the City for review"
    ELIGIBLE = "eligible", "Eligible"
    CONSENT = "consent", "Asking both sides"
    MEDIATOR_ASSIGN = "mediator_assign", "Choosing mediators"
    PREMEDIATION = "premediation", "Preparing"
    SCHEDULED = "scheduled", "Scheduled"
    SESSION_HELD = "session_held", "Session held"
    OUTCOME = "outcome", "Recording the outcome"
    FOLLOW_UP = "follow_up", "Following up"
    CLOSED = "closed", "Closed"


class CaseKind(TextChoices):
    """What kind of matter a case is (DOMAIN section 8)."""

    COMPLAINT = "complaint", "Complaint filed"
    PRE_COMPLAINT = "pre_complaint", "No complaint filed"
    INTERNAL = "internal", "Inside the department"


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
