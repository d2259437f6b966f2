"""Languages and access: what a person needs to take part."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.choices import READING_LANGUAGES, SPOKEN_LANGUAGES, YES_NO_UNSURE
from intake.questions.question import EVERYONE, PEOPLE, Kind, Page, Question, Store, Wording, when

OTHER, CITY = Path.OTHER, Path.CITY

LANGUAGES = Page(
    "languages",
    _("Your languages"),
    (
        Question(
            "spoken",
            Kind.LIST,
            Store.NEEDS,
            _("Which language do you like to speak?"),
            _("We find an interpreter for you. It is free."),
            _("Choose the language you like to speak."),
            choices=SPOKEN_LANGUAGES,
            wording={
                OTHER: Wording(
                    _("Which language do they like to speak?"),
                    _("We find an interpreter for them. It is free."),
                    _("Choose the language they like to speak."),
                ),
                CITY: Wording("Language they speak", "So that we can find an interpreter.", "Choose the language."),
            },
        ),
        Question(
            "reading",
            Kind.CHOICE,
            Store.NEEDS,
            _("Which language do you like to read?"),
            _("We write to you in this language."),
            _("Choose the language you like to read."),
            choices=READING_LANGUAGES,
            wording={
                OTHER: Wording(
                    _("Which language do they like to read?"),
                    _("We write to them in this language."),
                    _("Choose the language they like to read."),
                ),
                CITY: Wording("Language they read", "We write to them in this language.", "Choose the language."),
            },
        ),
        Question(
            "interpreter",
            Kind.CHOICE,
            Store.NEEDS,
            _("Would you like an interpreter when you talk with us?"),
            _("You can change your mind at any time."),
            choices=YES_NO_UNSURE,
            wording={
                OTHER: Wording(_("Would they like an interpreter when they talk with us?")),
                CITY: Wording("Do they need an interpreter?", "Leave it empty if you do not know."),
            },
        ),
    ),
    paths=EVERYONE,
    titles={OTHER: _("Their languages"), CITY: "Their languages"},
)

OTHER_LANGUAGE = Page(
    "other-language",
    _("Another language"),
    (
        Question(
            "spoken_other",
            Kind.TEXT,
            Store.NEEDS,
            _("Which language is it?"),
            _("Tell us the region or dialect too, if it matters."),
            _("Write the name of the language."),
            limit=100,
        ),
    ),
    paths=EVERYONE,
    conditions=(when("spoken", "other"),),
)

ACCESS = Page(
    "access",
    _("What helps you take part"),
    (
        Question(
            "access",
            Kind.CHOICES,
            Store.NEEDS,
            _("What would help you take part?"),
            _("We arrange it free of charge."),
            choices=(
                ("step_free", _("A place without steps")),
                ("captions", _("Live captions of what is said")),
                ("large_print", _("Large print")),
                ("braille", _("Braille")),
                ("screen_reader", _("Documents that work with a screen reader")),
                ("breaks", _("Breaks or a quiet room")),
                ("other", _("Something else")),
            ),
            wording={OTHER: Wording(_("What would help them take part?"))},
        ),
        Question(
            "access_more",
            Kind.TEXT,
            Store.NEEDS,
            _("Tell us more, if you like"),
            _("We only need to know what to arrange, not why."),
            limit=200,
        ),
    ),
    paths=PEOPLE,
    titles={OTHER: _("What helps them take part")},
)
