"""Which letters there are: one for each event that a party is told of."""

from django.db.models import TextChoices


class LetterKind(TextChoices):
    """The event that a letter tells of."""

    RECEIVED = "received", "We received your request"
    QUESTION = "question", "We have a question"
    QUESTION_REMINDER = "question_reminder", "Our question is still open"
    INELIGIBLE = "ineligible", "Mediation is not the way here"
    UNREACHABLE = "unreachable", "We could not reach you"
    INVITE_COMMUNITY = "invite_community", "Would you like to talk? (community member)"
    INVITE_EMPLOYEE = "invite_employee", "Would you like to talk? (employee)"
    CONSENT_REMINDER = "consent_reminder", "Your answer is still open"
    ANSWER_YES = "answer_yes", "You said yes"
    ANSWER_NO = "answer_no", "You said no"
    NOT_MEDIATED = "not_mediated", "There will be no mediation"
    MEDIATORS = "mediators", "Who will lead the talk"
    TIMES = "times", "Choose a time"
    SESSION = "session", "Your meeting: time and place"
    SESSION_MOVED = "session_moved", "Your meeting: a new time or place"
    SESSION_CANCELLED = "session_cancelled", "Your meeting does not take place"
    SESSION_REMINDER = "session_reminder", "Your meeting is soon"
    ON_HOLD = "on_hold", "We are waiting"
    WITHDRAWN = "withdrawn", "The request was withdrawn"
    SERIOUS = "serious", "Where this matter belongs"
    CLOSED = "closed", "The case is closed"
    FOLLOW_UP = "follow_up", "How did it go?"
    SURVEY = "survey", "A few questions"
    SURVEY_REMINDER = "survey_reminder", "A few questions: a reminder"


SURVEY_LETTERS = frozenset({LetterKind.SURVEY, LetterKind.SURVEY_REMINDER})
"""Letters about surveys: with the link alone, and never by hand."""


ENTRY_LINK = "entry_link"
"""The message that brings a link for one time into a side's own space. No letter: it has no words but its one line."""
