"""How a side's own space says what it knows of the side: enough to recognize it, and little for somebody else."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.notifications.writing import first_name
from intake.questions.question import Kind, Question
from intake.questions.shown import in_words
from intake.rules.details import SEALED, last_digits, masked_email

NAME = "name"
"""Of it no more is said than the letters say: whoever asked, a helper or staff may have written the rest."""
SAVED, SPEAKS, ASKED = "saved", "language", "asked"
DONE = {
    SAVED: _("Your change is stored."),
    SPEAKS: _("Your change is stored. From now on we write to you in this language."),
    ASKED: _("We have stored that you want your data deleted."),
}
"""What a page says after something was done, by the word in its address."""
WRITTEN = _("You wrote something here. You see it where you can change it.")


def changed_by_both(question: Question, now: Any) -> str:
    """What stands beside an answer that the program changed while somebody was changing it."""
    said = (first_name(str(now)) if question.key == NAME else ", ".join(in_words(question, now))) or gettext(
        "Not provided"
    )
    return gettext(
        "We changed this while your page was open. It is now: %(now)s. Nothing was stored yet. If what you entered is"
        " right, save again."
    ) % {"now": said}


def shown(question: Question, value: Any) -> tuple[str, ...]:
    """An answer as the summary shows it."""
    if not value:
        return ()
    if question.key in SEALED:
        return (str(WRITTEN),)
    if question.key == NAME:
        return (gettext("In our letters: %(name)s") % {"name": first_name(str(value))},)
    if question.kind is Kind.PHONE:
        return (gettext("A number that ends in %(digits)s") % {"digits": last_digits(str(value))},)
    if question.kind is Kind.EMAIL:
        return (masked_email(str(value)),)
    return in_words(question, value)
