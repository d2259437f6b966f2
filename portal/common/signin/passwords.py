"""Refuses a known password that was only made long: `passwordpassword`, `mediation2026!`, `123456789012`.

Of the 20,000 passwords in Django's list fewer than 200 have twelve characters, so that list alone would let these
through (ASVS 6.2.4, 6.2.11).
"""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Words that an attacker of this program would try first.
OWN_WORDS = frozenset({"mediation", "mediator", "mediate", "police", "community", "portal", "program"})
ROW = "1234567890" * 8
DIFFERENT = 5


class StretchedPasswordValidator(CommonPasswordValidator):
    """Looks at what is left of a password without digits and signs at its ends, and without repetition."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a short password in a long coat."""
        text = password.lower()
        core = once("".join(char if char.isalpha() else " " for char in text).strip())
        known = core in self.passwords or core in OWN_WORDS
        if known or len(set(text)) < DIFFERENT or text in ROW or text in ROW[::-1]:
            raise ValidationError(
                "This is a common password with something added. Choose words that do not belong together.",
                code="password_stretched",
            )

    def get_help_text(self) -> str:
        """Nothing: the hint beside the field says it all."""
        return ""


def once(text: str) -> str:
    """`text` without its repetition: `abcabc` gives `abc`."""
    whole = (text + text).find(text, 1)
    return text[:whole] if text else ""
