"""How to get ready for a talk, one page for each side. It promises what the guides promise and no more: what the City
still has to decide is said so."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from intake.constants import Side
from intake.questions.agreement import NOT_RECORDED, PRIVATE_WITH_LIMITS
from intake.questions.question import Text


@dataclass(frozen=True)
class Part:
    """One part of the page: its heading, sentences and points; `key` for its address in the page."""

    key: str
    title: Text
    lines: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()


CHOICE = Part(
    "choice",
    _("It is your choice"),
    (_("Nobody can make you take part. You can stop at any time, before the day or in the middle of the talk."),),
)
HAPPENS = Part(
    "happens",
    _("What happens"),
    (_("A session takes one to two hours. There are one or two mediators."),),
    (
        _("The mediators welcome you and go through the rules: one person speaks at a time, and no one is insulted."),
        _("Each side says what happened and what it was like. The other side listens."),
        _("You ask each other questions. The mediators help when it gets hard."),
        _("You can take a break. You can also speak with a mediator alone."),
        _("You talk about what could help now. You may agree on something, or not."),
    ),
)
BRING = Part(
    "bring",
    _("What to bring"),
    (_("You need no papers and no proof. These questions can help you to find your words."),),
    (
        _("What happened, as you saw it?"),
        _("What was it like for you?"),
        _("What would you like to ask the other person?"),
        _("What would you like to be different next time?"),
    ),
)
SAY = Part(
    "say",
    _("What you can say, and what not"),
    (),
    (
        _("You decide what you say. No one makes you speak, say sorry, shake hands or sign."),
        _("Please do not insult or threaten anyone."),
        PRIVATE_WITH_LIMITS,
        NOT_RECORDED,
    ),
)
NO_SURPRISES = _("There are no surprises. Each side knows before the day who will be in the room.")
COMPANY = Part(
    "company",
    _("Who may come along"),
    (),
    (
        _(
            "Would you like to bring someone for support, or a lawyer? Tell us before the day. The City decides who"
            " else may come and whether they may speak. We tell you the rule first."
        ),
        _("We ask a parent or guardian to be there for a person under 18."),
        NO_SURPRISES,
    ),
)
INTERPRETER = Part(
    "interpreter",
    _("Interpreters and other help"),
    (),
    (
        _("Interpreters and help with a disability are free. Tell us early what you need."),
        _("The interpreter has no ties to either side and keeps what is said private."),
        _("You do not have to bring a friend, a relative or a child to interpret."),
    ),
)
IS_NOT = Part(
    "is-not",
    _("What it is not"),
    (),
    (
        _("It is not discipline. A mediator cannot discipline anyone."),
        _("It is not an interview for a complaint. No supervisor sits in on it."),
        _("It is not a hearing. No one decides who was right."),
    ),
)
DUTY_TIME = Part(
    "duty-time",
    _("Your time on duty"),
    (),
    (
        _(
            "We plan around your shifts. The City and the Police Department decide if the time is paid and if you come"
            " in uniform. We tell you these rules before the day."
        ),
        _("Someone may have to know that you are away for a meeting. We do not tell them what is said there."),
    ),
)
REPRESENTATIVE = Part(
    "representative",
    _("Your representative"),
    (),
    (
        _("You can talk with a union representative or a lawyer first. We cannot give you legal advice."),
        _(
            "The City decides if a representative may come and may speak. Tell us before the day if you would like"
            " that. We tell you the rule first."
        ),
        NO_SURPRISES,
    ),
)

OF_RESIDENT = (CHOICE, HAPPENS, BRING, SAY, COMPANY, INTERPRETER)
OF_EMPLOYEE = (CHOICE, IS_NOT, HAPPENS, BRING, SAY, DUTY_TIME, REPRESENTATIVE, INTERPRETER)
PARTS: dict[Side, tuple[Part, ...]] = {
    Side.COMMUNITY: OF_RESIDENT,
    Side.EMPLOYEE: OF_EMPLOYEE,
    Side.COLLEAGUE: OF_EMPLOYEE,
}
