"""The two sides of a case: who they are, how they are reached, where their own yes or no stands."""

from django.db.models import TextChoices


class Side(TextChoices):
    """Which of the two sides of a case a party is. An internal matter has an employee and a colleague."""

    COMMUNITY = "community", "Community member"
    EMPLOYEE = "employee", "Police employee"
    COLLEAGUE = "colleague", "Colleague"


class SideEvent(TextChoices):
    """What happened with one side and moves no case, as the timeline tells it: never what anybody wrote."""

    NAME = "own_name", "Changed their name"
    CONTACT = "own_contact", "Changed their contact details"
    SAFE_CONTACT = "own_safe_contact", "Changed what is safe for them"
    LANGUAGE = "own_language", "Changed the language of our letters"
    NEEDS = "own_needs", "Changed what they need"
    ERASURE = "own_erasure", "Asked us to delete what we may"
    ERASURE_PREPARED = "erasure_prepared", "Asked a second person to delete what they asked us to delete"
    ERASED = "erased", "Deleted what they asked us to delete"
    KEPT = "kept", "Kept everything: they took back that it be deleted"


class ErasureReason(TextChoices):
    """How staff know that deleting is a side's own wish."""

    OWN_PAGE = "own_page", "They asked on their own page, and nothing speaks against it"
    TALKED = "talked", "They said so again when we talked with them"
    WRITTEN = "written", "They said so again in writing"


class Channel(TextChoices):
    """How a person is reached."""

    PHONE = "phone", "Phone call"
    SMS = "sms", "Text message"
    EMAIL = "email", "Email"
    POST = "post", "Letter by post"
    IN_PERSON = "in_person", "In person"


SENT_BY_WORKER = frozenset({Channel.EMAIL, Channel.SMS})
"""The ways that need nobody; for the others a person prints, posts or calls."""


class AttemptResult(TextChoices):
    """What came of trying to reach a person."""

    REACHED = "reached", "Talked with them"
    NO_ANSWER = "no_answer", "No answer"
    MESSAGE_LEFT = "message_left", "Left a message that they allow"
    WRONG_CONTACT = "wrong_contact", "Wrong number or address"
    SENT = "sent", "Sent, no reply yet"


class ConsentState(TextChoices):
    """Where one side stands with its own yes or no (DOMAIN section 8, CONSENT)."""

    NOT_ASKED = "not_asked", "Not asked yet"
    INVITED = "invited", "Invited"
    TALKED = "talked", "Talked with"
    ACCEPTED = "accepted", "Said yes"
    DECLINED = "declined", "Said no"
    NO_REPLY = "no_reply", "No reply"
    WITHDRAWN = "withdrawn", "Withdrew"


CONSENT_IS_IN = frozenset({ConsentState.ACCEPTED, ConsentState.DECLINED, ConsentState.NO_REPLY, ConsentState.WITHDRAWN})
"""States in which a side needs no more asking."""
