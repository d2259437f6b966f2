"""Whether a complaint was filed, and what a person must hear about first (DOMAIN section 2, Complaint and Screening).

A red flag or an "I am not sure" leads to a call; no answer refuses a request.
"""

from django.utils.translation import gettext_lazy as _

from intake.questions.choices import NONE, UNSURE, YES_NO, YES_NO_UNSURE
from intake.questions.question import Kind, Page, Question, Store, when

COMPLAINT = Page(
    "complaint",
    _("Steps already taken"),
    (
        Question(
            "filed",
            Kind.CHOICE,
            Store.COMPLAINT,
            _("Has a complaint about this already been filed?"),
            _("Mediation is not a complaint. You can do one, the other or both."),
            _("Choose whether a complaint has been filed."),
            choices=YES_NO_UNSURE,
        ),
    ),
)

COMPLAINT_FILED = Page(
    "complaint-filed",
    _("What was filed"),
    (
        Question(
            "filed_where",
            Kind.TEXT,
            Store.COMPLAINT,
            _("Where was it filed?"),
            _("For example, at the police department or with the City."),
        ),
        Question(
            "filed_on",
            Kind.DATE,
            Store.COMPLAINT,
            _("When was it filed?"),
            _("If you are not sure, give your best guess or leave it empty."),
        ),
        Question(
            "filed_number",
            Kind.TEXT,
            Store.COMPLAINT,
            _("Complaint number"),
            _("Leave it empty if you do not have it at hand."),
            limit=60,
        ),
    ),
    conditions=(when("filed", "yes"),),
)

COMPLAINT_HELP = Page(
    "complaint-help",
    _("Help with filing"),
    (
        Question(
            "wants_help_filing",
            Kind.CHOICE,
            Store.COMPLAINT,
            _("Would you like us to show you how to file a complaint?"),
            _("It does not change your request for mediation."),
            choices=(*YES_NO, ("later", _("Maybe later"))),
        ),
    ),
    conditions=(when("filed", "no", "unsure"),),
)

SCREENING_THEN = Page(
    "during",
    _("During what happened"),
    (
        Question(
            "during",
            Kind.CHOICES,
            Store.SCREENING,
            _("Did any of these happen?"),
            _("No answer closes the door. It tells us who should talk with you first."),
            _("Choose all that happened, or “None of these”."),
            choices=(
                ("force", _("Force was used, or someone was hurt")),
                ("weapon", _("A weapon was pointed at someone")),
                ("arrest", _("Someone was arrested or given a ticket")),
                ("search", _("Someone was searched, or property was taken or damaged")),
                ("sexual", _("Sexual words or touching")),
                ("threat", _("A threat, or payback for speaking up")),
                ("crime", _("Something that may have been a crime")),
                UNSURE,
                NONE,
            ),
            alone=("none",),
        ),
    ),
)

SCREENING_NOW = Page(
    "since-then",
    _("Since then"),
    (
        Question(
            "since_then",
            Kind.CHOICES,
            Store.SCREENING,
            _("Is any of this true now?"),
            _("Some of these may mean that mediation has to wait. We talk with you about it."),
            _("Choose all that are true, or “None of these”."),
            choices=(
                ("criminal_case", _("There is a criminal case or a ticket in court")),
                ("claim", _("There is a lawyer, a claim or a lawsuit")),
                ("contact", _("Still having to deal with the same officer or employee")),
                ("fear", _("Fear of what may happen next")),
                UNSURE,
                NONE,
            ),
            alone=("none",),
        ),
    ),
)
