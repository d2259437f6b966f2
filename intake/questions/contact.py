"""How to reach a person, and what is safe when we do."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.choices import YES_NO
from intake.questions.question import EVERYONE, PEOPLE, Kind, Page, Question, Store, Wording

OTHER, EMPLOYEE, CITY = Path.OTHER, Path.EMPLOYEE, Path.CITY

CONTACT = Page(
    "contact",
    _("How to reach you"),
    (
        Question(
            "phone",
            Kind.PHONE,
            Store.CONTACT,
            _("Phone number"),
            _("We call to talk with you in private. Any way of writing the number is fine."),
            autocomplete="tel",
            wording={
                OTHER: Wording(_("Their phone number"), _("Leave it empty if we should only speak with you for now.")),
                EMPLOYEE: Wording(_("Phone number"), _("Your own phone is more private than one from work.")),
                CITY: Wording("Phone number", "Any way of writing it is fine."),
            },
        ),
        Question(
            "email",
            Kind.EMAIL,
            Store.CONTACT,
            _("Email address"),
            _("Our emails never say what they are about."),
            autocomplete="email",
            wording={
                OTHER: Wording(_("Their email address")),
                EMPLOYEE: Wording(_("Email address"), _("Your own address is more private than one from work.")),
            },
        ),
        Question(
            "address",
            Kind.LONG_TEXT,
            Store.CONTACT,
            _("Postal address"),
            _("For letters, if you would rather not use a phone or email."),
            limit=500,
            autocomplete="street-address",
            wording={
                OTHER: Wording(_("Their postal address"), _("Only if letters are a good way to reach them.")),
                CITY: Wording("Postal address", "For letters."),
            },
        ),
    ),
    paths=EVERYONE,
    titles={OTHER: _("How to reach the person you are helping"), CITY: "How to reach them"},
    one_of=("phone", "email", "address"),
    one_of_on=frozenset({Path.SELF, EMPLOYEE, CITY}),
    none_given=_("Give us one way to reach you: phone, email or post."),
)

SAFE_CONTACT = Page(
    "safe-contact",
    _("Contacting you safely"),
    (
        Question(
            "voicemail",
            Kind.CHOICE,
            Store.SAFE_CONTACT,
            _("If you do not answer, may we leave a message?"),
            _("A message would give a first name and a number, and not say what it is about."),
            _("Choose whether we may leave a message."),
            choices=YES_NO,
            wording={OTHER: Wording(_("If they do not answer, may we leave a message?"))},
        ),
        Question(
            "text_message",
            Kind.CHOICE,
            Store.SAFE_CONTACT,
            _("May we send you text messages?"),
            _("A text would only ask you to call us."),
            _("Choose whether we may send you text messages."),
            choices=YES_NO,
            wording={
                OTHER: Wording(
                    _("May we send them text messages?"),
                    _("A text would only ask them to call us."),
                    _("Choose whether we may send them text messages."),
                )
            },
        ),
        Question(
            "may_name_program",
            Kind.CHOICE,
            Store.SAFE_CONTACT,
            _("May a message say the name of this program?"),
            _("If you leave this empty, our messages will not say it."),
            choices=YES_NO,
        ),
    ),
    paths=PEOPLE,
    titles={OTHER: _("Contacting them safely")},
)

BEST_WAY = Page(
    "best-way",
    _("The best way and time"),
    (
        Question(
            "best_way",
            Kind.CHOICE,
            Store.SAFE_CONTACT,
            _("Which way works best?"),
            _("We try this way first."),
            choices=(
                ("phone", _("Phone call")),
                ("text", _("Text message")),
                ("email", _("Email")),
                ("post", _("Letter")),
                ("any", _("Any of these")),
            ),
        ),
        Question(
            "avoid",
            Kind.LONG_TEXT,
            Store.SAFE_CONTACT,
            _("Are there times to avoid, or people who should not pick up?"),
            _("Tell us what keeps you safe and comfortable."),
            limit=300,
            wording={
                OTHER: Wording(
                    _("Are there times to avoid, or people who should not pick up?"),
                    _("Tell us what keeps them safe and comfortable."),
                )
            },
        ),
    ),
    paths=PEOPLE,
)
