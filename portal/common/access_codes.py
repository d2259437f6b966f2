"""Codes that open something for whoever has them: eight letters to find it by, sixteen to prove it, one against slips.

The alphabet is Crockford's: no O, I and L, which are read as 0, 1 and 1, and no U. Sixteen random letters hold 80 bits.
The check letter is made so that one wrong letter, or two letters exchanged anywhere, never give another right code.
"""

import secrets
from dataclasses import dataclass, field

from portal.common.references import letters_typed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKE = str.maketrans("OIL", "011")
LOCATOR_LENGTH = 8
SECRET_LENGTH = 16
GROUP = 4
# The field of 32 elements, as polynomials over 0 and 1 modulo x^5 + x^2 + 1; "twice" is multiplying by x.
FIELD_SIZE = 32
MODULUS = 0b100101


@dataclass(frozen=True)
class AccessCode:
    """The two parts of a code: `locator` may be stored and searched, `secret` may not; it is not printed either."""

    locator: str
    secret: str = field(repr=False)

    @property
    def groups(self) -> list[str]:
        """The code in groups for reading and copying; the last one is the check letter."""
        letters = self.locator + self.secret
        return [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)] + [_check_letter(letters)]

    @property
    def text(self) -> str:
        """The whole code as it is shown, such as 7KQM-4WXR-…-C."""
        return "-".join(self.groups)


def new_access_code() -> AccessCode:
    """A fresh random code."""
    return AccessCode(_random_letters(LOCATOR_LENGTH), _random_letters(SECRET_LENGTH))


def read_access_code(text: str) -> AccessCode | None:
    """The code that a person typed, in small letters, with any spaces and dashes; None for a slip of the keyboard."""
    letters = letters_typed(text).translate(LOOK_ALIKE)
    if len(letters) != LOCATOR_LENGTH + SECRET_LENGTH + 1 or not all(letter in ALPHABET for letter in letters):
        return None
    if _check_letter(letters[:-1]) != letters[-1]:
        return None
    return AccessCode(letters[:LOCATOR_LENGTH], letters[LOCATOR_LENGTH:-1])


def read_locator(text: str) -> str | None:
    """The first half of a code that a person typed, or of the whole of it; None where it can be none."""
    letters = letters_typed(text).translate(LOOK_ALIKE)[:LOCATOR_LENGTH]
    if len(letters) != LOCATOR_LENGTH or not all(letter in ALPHABET for letter in letters):
        return None
    return letters


def _random_letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def _check_letter(letters: str) -> str:
    """Each letter weighs twice the one behind it, and no two of the 25 weigh the same."""
    total = 0
    for letter in letters:
        total = _twice(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _twice(element: int) -> int:
    doubled = element << 1
    return doubled ^ MODULUS if doubled >= FIELD_SIZE else doubled
