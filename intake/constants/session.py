"""Sessions: what kind, where, and where they stand."""

from django.db.models import TextChoices


class SessionType(TextChoices):
    """What kind of meeting a session is (DOMAIN section 8)."""

    PRE_COMMUNITY = "pre_community", "Talk with the community member"
    PRE_EMPLOYEE = "pre_employee", "Talk with the employee"
    JOINT = "joint", "Joint session"
    SHUTTLE = "shuttle", "Shuttle mediation, not face to face"
    FOLLOW_UP_CALL = "follow_up_call", "Follow-up call"
    INTERNAL_PRE = "internal_pre", "Talk with one colleague"
    INTERNAL_JOINT = "internal_joint", "Joint session of colleagues"


NAMING_A_SIDE = frozenset({SessionType.PRE_COMMUNITY, SessionType.PRE_EMPLOYEE})
JOINT_TYPES = frozenset({SessionType.JOINT, SessionType.SHUTTLE, SessionType.INTERNAL_JOINT})
PRE_TYPES = frozenset({SessionType.PRE_COMMUNITY, SessionType.PRE_EMPLOYEE, SessionType.INTERNAL_PRE})


class SessionMode(TextChoices):
    """Where people meet."""

    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"


class SessionState(TextChoices):
    """Where one session stands. A move makes a new one and cancels the old."""

    PROPOSED = "proposed", "Times proposed"
    CONFIRMED = "confirmed", "Confirmed"
    HELD = "held", "Held"
    NO_SHOW = "no_show", "Somebody did not come"
    CANCELLED = "cancelled", "Cancelled"


class Guest(TextChoices):
    """As what somebody who is no party of the case comes to a session, and may have a page that says when and where."""

    INTERPRETER = "interpreter", "Interpreter"
    SUPPORT = "support", "Support person"
    REPRESENTATIVE = "representative", "Representative or lawyer"
    GUARDIAN = "guardian", "Parent or guardian"
    OTHER = "other", "Somebody else"


class AttireTerms(TextChoices):
    """What was agreed about uniform and weapon; a program's choice, recorded for each session."""

    OPEN = "open", "Not settled yet"
    PLAIN = "plain", "Plain clothes, no weapon in the room"
    UNIFORM = "uniform", "Uniform, no weapon in the room"
    UNIFORM_ARMED = "uniform_armed", "Uniform and weapon"
