"""What surveys are for, whom they ask, and the answers that are the same in every one of them."""

from django.db.models import TextChoices


class SurveyPurpose(TextChoices):
    """When a survey is asked (DOMAIN section 3)."""

    PRE = "pre", "Before the talk"
    POST = "post", "After the talk"
    FOLLOW_UP = "follow_up", "Two to three months later"
    DECLINE = "decline", "After a no"
    MEDIATOR = "mediator", "The mediators’ report"
    EVENT = "event", "After an event"


class Audience(TextChoices):
    """As what somebody answers. Nothing finer is ever kept of who they are."""

    COMMUNITY = "community", "Community members"
    EMPLOYEE = "employee", "Police employees"
    MEDIATOR = "mediator", "Mediators"
    VISITOR = "visitor", "Visitors of an event"


class QuestionKind(TextChoices):
    """How a question is answered; the value is the name of its block."""

    AGREEMENT = "agreement", "How far do you agree?"
    YES_NO = "yes_no", "Yes, no, not sure"
    SINGLE = "single", "One of several"
    MULTIPLE = "multiple", "Any of several"
    RATING = "rating", "From 0 to 10"
    SHORT_TEXT = "short_text", "A line of text"
    LONG_TEXT = "long_text", "Text"


class ReplyMode(TextChoices):
    """In which way an answer came."""

    ONLINE = "online", "Online"
    OPEN = "open", "Online, by an open link"
    ON_SITE = "on_site", "On a device of the program"
    PHONE = "phone", "By phone, keyed by staff"
    PAPER = "paper", "On paper, keyed by staff"


BOTH_SIDES = (Audience.COMMUNITY, Audience.EMPLOYEE)
AUDIENCES = {
    SurveyPurpose.PRE: BOTH_SIDES,
    SurveyPurpose.POST: BOTH_SIDES,
    SurveyPurpose.FOLLOW_UP: BOTH_SIDES,
    SurveyPurpose.DECLINE: BOTH_SIDES,
    SurveyPurpose.MEDIATOR: (Audience.MEDIATOR,),
    SurveyPurpose.EVENT: (Audience.VISITOR,),
}

AGREEMENT_POINTS = ("1", "2", "3", "4", "5")
"""From "strongly disagree" to "strongly agree", the same way round everywhere."""
NOT_APPLICABLE = "not_applicable"
YES_NO_ANSWERS = ("yes", "no", "not_sure")
RATINGS = tuple(str(number) for number in range(11))
TEXT_LIMITS = {QuestionKind.SHORT_TEXT: 200, QuestionKind.LONG_TEXT: 2000}
MAY_QUOTE, YES = "may_quote", "yes"
"""The question by which somebody allows us to quote their words, and the answer that does. No other answer does."""


class QuoteState(TextChoices):
    """Where a quote stands."""

    PROPOSED = "proposed", "Waits for a second person"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Not to be used"
