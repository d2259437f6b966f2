"""What happened: when and where, how it began, what it was about, and who was there."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.question import BOTH, PEOPLE, Kind, Page, Question, Store, Wording, when

OTHER, EMPLOYEE, CITY = Path.OTHER, Path.EMPLOYEE, Path.CITY

ACCOUNT_LIMIT = 1500
"""Characters: a long account becomes evidence, and the person tells it in full in private (DOMAIN section 2)."""

WHEN_WHERE = Page(
    "when-where",
    _("When and where"),
    (
        Question(
            "happened_on",
            Kind.DATE,
            Store.ACCOUNT,
            _("When did it happen?"),
            _("If you are not sure, give your best guess or leave it empty."),
        ),
        Question(
            "date_is_guess",
            Kind.TICK,
            Store.ACCOUNT,
            _("This date is my best guess"),
        ),
        Question(
            "place",
            Kind.TEXT,
            Store.ACCOUNT,
            _("Where did it happen?"),
            _("A street, a building or a part of the city is enough."),
            _("Tell us where it happened."),
            limit=300,
        ),
    ),
    paths=BOTH | {CITY},
)

CONTACT_KIND = Page(
    "kind",
    _("How it began"),
    (
        Question(
            "contact_kind",
            Kind.CHOICE,
            Store.ACCOUNT,
            _("How did you come into contact with the police?"),
            _("It helps us prepare the talk."),
            _("Choose how it began."),
            choices=(
                ("traffic", _("A stop in a car or on a bike")),
                ("street", _("On the street or in a public place")),
                ("home", _("At a home or a business")),
                ("called", _("After a call for help")),
                ("station", _("At the police station, by phone or in writing")),
                ("other", _("In another way")),
            ),
            wording={OTHER: Wording(_("How did the person come into contact with the police?"))},
        ),
        Question(
            "time_of_day",
            Kind.CHOICE,
            Store.ACCOUNT,
            _("What time of day was it?"),
            _("It helps to find out who was on duty."),
            choices=(
                ("morning", _("Morning")),
                ("afternoon", _("Afternoon")),
                ("evening", _("Evening")),
                ("night", _("Night")),
                ("unsure", _("I am not sure")),
            ),
        ),
    ),
)

CONCERN = Page(
    "concern",
    _("What it was about"),
    (
        Question(
            "concerns",
            Kind.CHOICES,
            Store.ACCOUNT,
            _("What troubled you?"),
            _("Choose all that fit. It helps us see whether a talk can help."),
            _("Choose what troubled you, or “Something else”."),
            choices=(
                ("tone", _("The tone or attitude")),
                ("disrespect", _("Lack of respect")),
                ("no_explanation", _("Nobody explained what was going on")),
                ("not_heard", _("Nobody listened")),
                ("slow", _("It took too long, or nobody called back")),
                ("language", _("A language barrier")),
                ("different", _("Being treated differently because of who someone is")),
                ("other", _("Something else")),
            ),
            wording={
                OTHER: Wording(
                    _("What troubled the person?"), "", _("Choose what troubled the person, or “Something else”.")
                )
            },
        ),
    ),
)

DIFFERENT = Page(
    "treated-differently",
    _("Treated differently"),
    (
        Question(
            "grounds",
            Kind.CHOICES,
            Store.ACCOUNT,
            _("What do you think it had to do with?"),
            _("A person reads this with special care. You can leave it empty."),
            choices=(
                ("race", _("Race or ethnicity")),
                ("language", _("Language or accent")),
                ("religion", _("Religion")),
                ("gender", _("Sex or gender")),
                ("orientation", _("Sexual orientation")),
                ("age", _("Age")),
                ("disability", _("Disability or health")),
                ("housing", _("Housing or income")),
                ("other", _("Something else")),
                ("no_answer", _("I would rather not say")),
            ),
            alone=("no_answer",),
        ),
    ),
    conditions=(when("concerns", "different"),),
)

ACCOUNT = Page(
    "account",
    _("What happened"),
    (
        Question(
            "account",
            Kind.LONG_TEXT,
            Store.ACCOUNT,
            _("What happened?"),
            _("A few sentences are enough. You can tell it in full later, in private."),
            _("Tell us in a few words what happened."),
            limit=ACCOUNT_LIMIT,
            too_long=_(
                "Please keep it to %(limit_value)d characters. You have %(show_value)d. "
                "You can tell the rest in private."
            ),
        ),
    ),
    paths=PEOPLE,
)

PERSON = Page(
    "employee",
    _("Who it was about"),
    (
        Question(
            "employee_name",
            Kind.NAME,
            Store.EMPLOYEE,
            _("Name of the officer or employee"),
            _("If you do not know any of this, leave the page empty. We can often find out."),
            wording={
                CITY: Wording("Name of the employee", "As the department writes it.", "Enter the employee’s name.")
            },
        ),
        Question(
            "employee_badge",
            Kind.TEXT,
            Store.EMPLOYEE,
            _("Badge, unit or car number"),
            _("Any part that you remember helps."),
            limit=100,
            wording={CITY: Wording("Badge number", "Leave it empty if there is none.")},
        ),
        Question(
            "employee_description",
            Kind.LONG_TEXT,
            Store.EMPLOYEE,
            _("Anything else that helps us find them"),
            _("For example, how many there were or what they wore."),
            limit=300,
            wording={CITY: Wording("Supervisor and usual shift", "So that we can find a time that works.")},
        ),
    ),
    paths=BOTH | {CITY},
)
