"""The pages of a request for mediation, in their order. `STEPS` is the one table of them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from intake.forms.steps import LongText, MailableField, Step, StepForm
from intake.questions import ASKING_FOR, READING_LANGUAGES, SPOKEN_LANGUAGES, YES_NO
from portal.common.memorable_date import MemorableDateField

EARLIEST_DAY = date(1950, 1, 1)
"""An earlier year is a slip of the keyboard; how old a matter may be is for people to say, not for the form."""

ACCOUNT_LIMIT = 1500
"""Characters: a long account becomes evidence, and the person tells it in full in private (DOMAIN section 2)."""


class WhoForm(StepForm):
    """For whom the request is made."""

    asking_for = forms.ChoiceField(
        label=_("Who are you asking for?"),
        help_text=_("We ask so that we know who to talk to first."),
        choices=ASKING_FOR,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you are asking for.")},
    )


class NameForm(StepForm):
    """What to call the person."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Write it the way you write it yourself. One name is enough if that is your name."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name."),
            "max_length": _("Your name can have up to %(limit_value)d characters. Please shorten it."),
        },
    )
    preferred_name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Only if it is different from your name above."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"max_length": _("This can have up to %(limit_value)d characters. Please shorten it.")},
    )


class ContactForm(StepForm):
    """How to reach the person: one way at least."""

    phone = PhoneNumberField(
        label=_("Phone number"),
        help_text=_("We call to talk with you in private. Any way of writing the number is fine."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"invalid": _("Enter a phone number with its area code, such as 626 555 0100.")},
    )
    email = MailableField(
        label=_("Email address"),
        help_text=_("Our emails never say what they are about."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": _("Enter an email address like name@example.com."),
            "max_length": _("An email address can have up to %(limit_value)d characters."),
        },
    )
    address = forms.CharField(
        label=_("Postal address"),
        help_text=_("For letters, if you would rather not use a phone or email."),
        required=False,
        max_length=500,
        widget=LongText(attrs={"autocomplete": "street-address", "rows": 3}),
        error_messages={"max_length": _("An address can have up to %(limit_value)d characters. Please shorten it.")},
    )

    def clean(self) -> dict[str, Any]:
        """At least one way to reach the person; a wrong one has its own message already."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            self.add_error("phone", ValidationError(_("Give us one way to reach you: phone, email or post.")))
        return cleaned


class SafeContactForm(StepForm):
    """What is safe when the program calls or writes."""

    voicemail = forms.ChoiceField(
        label=_("If you do not answer, may we leave a message?"),
        help_text=_("A message would give a first name and a number, and not say what it is about."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether we may leave a message.")},
    )
    text_message = forms.ChoiceField(
        label=_("May we send you text messages?"),
        help_text=_("A text would only ask you to call us."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether we may send you text messages.")},
    )
    avoid = forms.CharField(
        label=_("Are there times to avoid, or people who should not pick up?"),
        help_text=_("Tell us what keeps you safe and comfortable."),
        required=False,
        max_length=300,
        widget=LongText(attrs={"rows": 3}),
        error_messages={"max_length": _("This can have up to %(limit_value)d characters. Please shorten it.")},
    )


class LanguagesForm(StepForm):
    """What the person speaks and reads."""

    spoken = forms.ChoiceField(
        label=_("Which language do you like to speak?"),
        help_text=_("We find an interpreter for you. It is free."),
        choices=(("", _("Choose a language")), *SPOKEN_LANGUAGES),
        error_messages={"required": _("Choose the language you like to speak.")},
    )
    reading = forms.ChoiceField(
        label=_("Which language do you like to read?"),
        help_text=_("We write to you in this language."),
        choices=READING_LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language you like to read.")},
    )


class WhenWhereForm(StepForm):
    """When and where it happened."""

    happened_on = MemorableDateField(
        label=_("When did it happen?"),
        help_text=_("If you are not sure, give your best guess or leave it empty."),
        required=False,
        earliest=EARLIEST_DAY,
        latest=timezone.localdate,
    )
    place = forms.CharField(
        label=_("Where did it happen?"),
        help_text=_("A street, a building or a part of the city is enough."),
        max_length=300,
        error_messages={
            "required": _("Tell us where it happened."),
            "max_length": _("The place can have up to %(limit_value)d characters. Please shorten it."),
        },
    )


class AccountForm(StepForm):
    """What happened, in short."""

    account = forms.CharField(
        label=_("What happened?"),
        help_text=_("A few sentences are enough. You can tell it in full later, in private."),
        max_length=ACCOUNT_LIMIT,
        widget=LongText(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={
            "required": _("Tell us in a few words what happened."),
            "max_length": _(
                "Please keep it to %(limit_value)d characters. You have %(show_value)d. "
                "You can tell the rest in private."
            ),
        },
    )


class ReviewForm(StepForm):
    """The agreement on the check-answers page; sending is its POST."""

    consent = forms.BooleanField(
        label=_(
            "I understand that mediation is my choice, that this is not a complaint against anyone, "
            "and that the program may contact me."
        ),
        error_messages={"required": _("Tick the box to show that you agree. Then send your request.")},
    )


REVIEW = "review"

STEPS: tuple[Step, ...] = (
    Step("who", WhoForm, _("Who you are asking for"), "path"),
    Step("name", NameForm, _("Your name"), "contact"),
    Step("contact", ContactForm, _("How to reach you"), "contact"),
    Step("safe-contact", SafeContactForm, _("Contacting you safely"), "safe_contact"),
    Step("languages", LanguagesForm, _("Your languages"), "needs"),
    Step("when-where", WhenWhereForm, _("When and where"), "account"),
    Step("account", AccountForm, _("What happened"), "account"),
)
"""The questions, page by page. The check-answers page follows them and is not one of them."""
