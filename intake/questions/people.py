"""Who is asking, for whom, and who stands at their side."""

from django.utils.translation import gettext_lazy as _

from intake.constants import Path
from intake.questions.choices import YES_NO, YES_NO_UNSURE
from intake.questions.question import EVERYONE, Kind, Page, Question, Store, Wording, when

OTHER, CITY = Path.OTHER, Path.CITY

WHO = Page(
    "who",
    _("Who you are asking for"),
    (
        Question(
            "path",
            Kind.CHOICE,
            Store.PATH,
            _("Who are you asking for?"),
            _("We ask so that we know who to talk to first."),
            _("Choose who you are asking for."),
            choices=(
                (Path.SELF.value, _("I am asking for myself")),
                (Path.OTHER.value, _("I am helping someone else ask")),
            ),
        ),
    ),
)

HELPER = Page(
    "helper",
    _("About you, the helper"),
    (
        Question(
            "helper_name",
            Kind.NAME,
            Store.REPRESENTATION,
            _("Your own name"),
            _("We ask so that we know who is helping."),
            _("Enter your own name."),
            autocomplete="name",
        ),
        Question(
            "helper_relation",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("How do you know the person you are helping?"),
            _("It helps us see who may speak for them."),
            _("Choose how you know the person."),
            choices=(
                ("guardian", _("I am their parent or legal guardian")),
                ("family", _("I am another member of their family")),
                ("friend", _("I am a friend or neighbor")),
                ("worker", _("I help people as part of my work")),
                ("other", _("In another way")),
            ),
        ),
        Question(
            "they_know",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("Do they know that you are asking for them?"),
            _("Mediation is always the person’s own choice."),
            _("Choose whether they know."),
            choices=YES_NO,
        ),
    ),
    paths=frozenset({OTHER}),
)

HELPER_CONTACT = Page(
    "helper-contact",
    _("How to reach you, the helper"),
    (
        Question(
            "helper_phone",
            Kind.PHONE,
            Store.REPRESENTATION,
            _("Your own phone number"),
            _("We may call you to agree on how to reach the person."),
            autocomplete="tel",
        ),
        Question(
            "helper_email",
            Kind.EMAIL,
            Store.REPRESENTATION,
            _("Your own email address"),
            _("Our emails never say what they are about."),
            autocomplete="email",
        ),
    ),
    paths=frozenset({OTHER}),
    one_of=("helper_phone", "helper_email"),
    one_of_on=frozenset({OTHER}),
    none_given=_("Give us one way to reach you: phone or email."),
)

NAME = Page(
    "name",
    _("How to address you"),
    (
        Question(
            "name",
            Kind.NAME,
            Store.CONTACT,
            _("Your name"),
            _("Write it the way you write it yourself. One name is enough if that is your name."),
            _("Enter your name."),
            autocomplete="name",
            wording={
                OTHER: Wording(
                    _("The name of the person you are helping"),
                    _("Write it the way they write it themselves."),
                    _("Enter the name of the person you are helping."),
                ),
                CITY: Wording(
                    "Name of the person who complained",
                    "As it stands in the complaint.",
                    "Enter the name of the person who complained.",
                ),
            },
        ),
        Question(
            "preferred_name",
            Kind.NAME,
            Store.CONTACT,
            _("What should we call you?"),
            _("Only if it is different from your name above."),
            autocomplete="nickname",
            wording={
                OTHER: Wording(_("What should we call them?"), _("Only if it is different from the name above.")),
                CITY: Wording("What they like to be called", "Only if it is different from the name above."),
            },
        ),
        Question(
            "pronouns",
            Kind.TEXT,
            Store.CONTACT,
            _("Your pronouns"),
            _("So that we speak of you in the right way."),
            limit=60,
            wording={
                OTHER: Wording(_("Their pronouns"), _("So that we speak of them in the right way.")),
                CITY: Wording("Their pronouns", "If they gave them."),
            },
        ),
    ),
    paths=EVERYONE,
    titles={OTHER: _("The person you are helping"), CITY: "The person who complained"},
)

SUPPORT = Page(
    "support",
    _("People at your side"),
    (
        Question(
            "under_18",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("Are you under 18?"),
            _("A parent or guardian then takes part in the decision."),
            _("Choose whether you are under 18."),
            choices=YES_NO,
            wording={
                OTHER: Wording(
                    _("Is the person you are helping under 18?"), "", _("Choose whether the person is under 18.")
                )
            },
        ),
        Question(
            "decides_for",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("Does a court-appointed person, such as a conservator, decide for you?"),
            _("We would include that person too."),
            choices=YES_NO_UNSURE,
            wording={OTHER: Wording(_("Does a court-appointed person, such as a conservator, decide for them?"))},
        ),
        Question(
            "support_person",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("Would you like to bring someone you trust?"),
            _("They sit beside you and do not speak for you."),
            choices=YES_NO_UNSURE,
            wording={
                OTHER: Wording(
                    _("Would they like to bring someone they trust?"), _("That person does not speak for them.")
                ),
                Path.EMPLOYEE: Wording(_("Would you like to bring a representative, or someone you trust?")),
            },
        ),
    ),
    titles={OTHER: _("People at their side")},
)

GUARDIAN = Page(
    "guardian",
    _("Parent or guardian"),
    (
        Question(
            "guardian_name",
            Kind.NAME,
            Store.REPRESENTATION,
            _("Name of the parent or guardian"),
            _("We talk with them before anything is arranged."),
            _("Enter the name of the parent or guardian."),
        ),
        Question(
            "guardian_phone",
            Kind.PHONE,
            Store.REPRESENTATION,
            _("Phone number of the parent or guardian"),
            _("We call first. Leave it empty if you do not know it."),
        ),
        Question(
            "guardian_knows",
            Kind.CHOICE,
            Store.REPRESENTATION,
            _("Do they know about this request?"),
            _("We want nobody to be surprised by our call."),
            _("Choose whether the parent or guardian knows."),
            choices=YES_NO,
        ),
    ),
    conditions=(when("under_18", "yes"), when("helper_relation", "family", "friend", "worker", "other")),
)
