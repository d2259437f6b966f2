"""What people may tell about themselves after sending: voluntary statistics (zone C), never joined to a request.

Each page has one question with choices, or one that takes a ZIP code; its key names the answer. A question in own words
may stand beside it. Every page can be skipped, and every question can be answered with "I would rather not say".
"""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.choices import YES_NO
from intake.questions.question import Kind, Page, Question, Store, Wording

OTHER = Path.OTHER
UNSAID = ("unsaid", _("I would rather not say"))
ZIP_CODE = "zip_code"

# The seven groups and the one combined question are the federal standard of 2024 (OMB SPD-15). It binds federal
# agencies; the program follows it so that its figures compare with others. The words that people add are kept: some,
# such as Armenians, find themselves in several groups or in none.
BACKGROUND = Page(
    "background",
    _("Race or ethnicity"),
    (
        Question(
            "background",
            Kind.CHOICES,
            Store.STATISTICS,
            _("What is your race or ethnicity?"),
            _("We ask so that we see whether the program reaches everyone. Choose all that fit; one is enough."),
            choices=(
                ("indigenous", _("American Indian or Alaska Native")),
                ("asian", _("Asian")),
                ("black", _("Black or African American")),
                ("hispanic", _("Hispanic or Latino")),
                ("middle_eastern", _("Middle Eastern or North African")),
                ("pacific", _("Native Hawaiian or Pacific Islander")),
                ("white", _("White")),
                UNSAID,
            ),
            alone=("unsaid",),
            wording={OTHER: Wording(_("What is the person’s race or ethnicity?"))},
        ),
        Question(
            "background_words",
            Kind.TEXT,
            Store.STATISTICS,
            _("In your own words"),
            _("For example Armenian, Chinese, Mexican or Jamaican. We keep it as you write it."),
            limit=100,
            wording={OTHER: Wording(_("In their or your own words"))},
        ),
    ),
)

GENDER = Page(
    "gender",
    _("Gender"),
    (
        Question(
            "gender",
            Kind.CHOICE,
            Store.STATISTICS,
            _("What is your gender?"),
            _("We ask so that we see whether people of every gender find us."),
            choices=(
                ("woman", _("Woman")),
                ("man", _("Man")),
                ("nonbinary", _("Nonbinary")),
                ("other", _("Another gender")),
                UNSAID,
            ),
            wording={OTHER: Wording(_("What is the person’s gender?"))},
        ),
    ),
)

AGE = Page(
    "age",
    _("Age"),
    (
        Question(
            "age",
            Kind.CHOICE,
            Store.STATISTICS,
            _("How old are you?"),
            _("We ask so that we see whether young and old people find us."),
            choices=(
                ("under_18", _("Under 18")),
                ("18_24", _("18 to 24")),
                ("25_34", _("25 to 34")),
                ("35_44", _("35 to 44")),
                ("45_54", _("45 to 54")),
                ("55_64", _("55 to 64")),
                ("65_up", _("65 or older")),
                UNSAID,
            ),
            wording={OTHER: Wording(_("How old is the person?"))},
        ),
    ),
)

AREA = Page(
    "area",
    _("Part of the city"),
    (
        Question(
            ZIP_CODE,
            Kind.TEXT,
            Store.STATISTICS,
            _("What is your ZIP code?"),
            _("We ask so that we see whether the program is known in every part of the city."),
            limit=5,
            too_long=_("Enter a ZIP code of five digits, such as 91101, or skip this question."),
            autocomplete="postal-code",
            wording={OTHER: Wording(_("What is the person’s ZIP code?"))},
        ),
    ),
)

DISABILITY = Page(
    "disability",
    _("Disability"),
    (
        Question(
            "disability",
            Kind.CHOICE,
            Store.STATISTICS,
            _("Do you have a disability or a lasting health condition?"),
            _("We ask so that we see whether the program works for people with disabilities."),
            choices=(*YES_NO, UNSAID),
            wording={OTHER: Wording(_("Does the person have a disability or a lasting health condition?"))},
        ),
    ),
)

HEARD = Page(
    "heard",
    _("How you heard of us"),
    (
        Question(
            "heard",
            Kind.CHOICE,
            Store.STATISTICS,
            _("How did you first hear of this program?"),
            _("We ask so that we know where to tell people about it."),
            choices=(
                ("friend", _("From a friend or family member")),
                ("community", _("From a community group or a place of worship")),
                ("police", _("From the police department")),
                ("city", _("From another City office or the City’s website")),
                ("event", _("At an event")),
                ("online", _("Online or on social media")),
                ("news", _("From the news")),
                ("print", _("From a card, leaflet or poster")),
                ("other", _("In another way")),
                UNSAID,
            ),
        ),
    ),
)

PAGES: tuple[Page, ...] = (BACKGROUND, GENDER, AGE, AREA, DISABILITY, HEARD)


def key_of(page: Page) -> str:
    """The key under which the answer of a page is stored."""
    return page.questions[0].key
