"""What a side writes to the program: a few lines, once in a while."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import COMMON_ERRORS, LongText, refuse_unreadable, uncut
from intake.forms.plain import PlainForm

LONGEST = 1000
EMPTY = _("Write your message first.")


class MessageForm(PlainForm):
    """One message. Characters that only steer machines are left out; line breaks stay."""

    text = uncut(
        forms.CharField(
            label=_("Your message"),
            help_text=_(
                "A few sentences are enough: up to 1,000 characters. Do not write about what was said in a talk."
            ),
            max_length=LONGEST,
            widget=LongText(attrs={"rows": 8}),
            validators=[refuse_unreadable],
            error_messages={**COMMON_ERRORS, "required": EMPTY},
        )
    )

    def clean_text(self) -> str:
        """The message as it is stored; what is nothing but unseen characters is no message."""
        kept = (char for char in self.cleaned_data["text"] if char in "\n\t" or unicodedata.category(char) != "Cc")
        text = "".join(kept).strip()
        if not text:
            raise forms.ValidationError(EMPTY, code="required")
        return text
