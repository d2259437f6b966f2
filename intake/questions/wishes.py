"""When a talk would suit, and what a good result would be. Only the program reads these."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.question import PEOPLE, Kind, Page, Question, Store, Wording

OTHER = Path.OTHER

AVAILABILITY = Page(
    "availability",
    _("When you have time"),
    (
        Question(
            "times",
            Kind.CHOICES,
            Store.WISHES,
            _("Which times usually work for you?"),
            _("Choose all that fit. We look for a time that suits both sides."),
            choices=(
                ("weekday_morning", _("Weekday mornings")),
                ("weekday_afternoon", _("Weekday afternoons")),
                ("weekday_evening", _("Weekday evenings")),
                ("weekend", _("Weekends")),
                ("varies", _("It changes from week to week")),
            ),
            wording={OTHER: Wording(_("Which times usually work for them?"))},
        ),
        Question(
            "meeting",
            Kind.CHOICE,
            Store.WISHES,
            _("How would you like to meet?"),
            _("You can change your mind later."),
            choices=(
                ("in_person", _("In person, in a neutral place")),
                ("video", _("By video")),
                ("either", _("Either is fine")),
            ),
            wording={OTHER: Wording(_("How would they like to meet?"), _("They can change their mind later."))},
        ),
        Question(
            "practical",
            Kind.CHOICES,
            Store.WISHES,
            _("Is anything hard to arrange?"),
            _("We look for a way with you."),
            choices=(
                ("transport", _("Getting there")),
                ("childcare", _("Care for children or family")),
                ("work", _("Time off work")),
                ("internet", _("A device or internet for video")),
            ),
        ),
    ),
    paths=PEOPLE,
    titles={OTHER: _("When they have time")},
)

HOPES = Page(
    "hopes",
    _("What you hope for"),
    (
        Question(
            "hopes",
            Kind.CHOICES,
            Store.WISHES,
            _("What would a good result be?"),
            _("Only the mediation program reads this."),
            choices=(
                ("heard", _("To be heard")),
                ("explanation", _("An explanation")),
                ("apology", _("An apology")),
                ("prevent", _("That it does not happen again")),
                ("work", _("To work or live side by side again")),
                ("idea", _("To share an idea for better rules or training")),
                ("unsure", _("I am not sure yet")),
                ("other", _("Something else")),
            ),
            wording={OTHER: Wording(_("What would a good result be for them?"))},
        ),
        Question(
            "hopes_more",
            Kind.LONG_TEXT,
            Store.WISHES,
            _("Tell us more, if you like"),
            _("A sentence or two is enough."),
            limit=500,
        ),
    ),
    paths=PEOPLE,
    titles={OTHER: _("What they hope for")},
)
