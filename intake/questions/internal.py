"""What only a police employee is asked, who wants help with a conflict at work (DOMAIN section 8, INTERNAL)."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.choices import NONE, UNSURE
from intake.questions.question import Kind, Page, Question, Store

EMPLOYEE = frozenset({Path.EMPLOYEE})

WORK_ROLE = Page(
    "work-role",
    _("Who is asking"),
    (
        Question(
            "work_role",
            Kind.CHOICE,
            Store.ACCOUNT,
            _("Who is filling this in?"),
            _("We ask so that we know who to talk to first."),
            _("Choose who is filling this in."),
            choices=(
                ("involved", _("I work for the department, and it is about me")),
                ("supervisor", _("I supervise the people it is about")),
                ("representative", _("I represent someone it is about")),
            ),
        ),
    ),
    paths=EMPLOYEE,
)

WORK_CONFLICT = Page(
    "work-conflict",
    _("What it is about"),
    (
        Question(
            "work_concerns",
            Kind.CHOICES,
            Store.ACCOUNT,
            _("What is the conflict about?"),
            _("Choose all that fit. It helps us see whether a talk can help."),
            _("Choose what it is about, or “Something else”."),
            choices=(
                ("communication", _("How we speak with each other")),
                ("respect", _("Respect")),
                ("teamwork", _("Working as a team")),
                ("duties", _("Duties, schedules or workload")),
                ("event", _("Something that happened on the job")),
                ("other", _("Something else")),
            ),
        ),
        Question(
            "other_person",
            Kind.TEXT,
            Store.EMPLOYEE,
            _("Who is the other person, and in which unit?"),
            _("We speak with nobody before we have talked with you."),
        ),
    ),
    paths=EMPLOYEE,
)

WORK_LIMITS = Page(
    "work-limits",
    _("Before we talk"),
    (
        Question(
            "work_limits",
            Kind.CHOICES,
            Store.SCREENING,
            _("Is any of this part of it?"),
            _("Some matters have their own office. We tell you where to go and what we can still do."),
            _("Choose all that are true, or “None of these”."),
            choices=(
                ("harassment", _("Harassment or discrimination")),
                ("reporting", _("Payback for reporting something")),
                ("safety", _("A threat to someone’s safety")),
                ("discipline", _("Discipline, a grievance or a case that is open")),
                ("claim", _("A lawyer, a claim or a lawsuit")),
                UNSURE,
                NONE,
            ),
            alone=("none",),
        ),
    ),
    paths=EMPLOYEE,
)
