"""Reference numbers that people read aloud, such as 7KQM-4WXR: random, so they tell neither order nor number of cases.

The alphabet has no 0 O 1 I L (they look alike), no U (it looks like V) and no other vowel either, so that no
reference spells a word. 28 letters and digits in 8 places make 378,000,000,000 references: a service that saves one
still relies on the unique column and tries again.
"""

import secrets
import unicodedata

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 8
GROUP = 4
# Longer input can't be a reference, however many spaces it holds.
LONGEST_INPUT = 64
SEPARATORS = frozenset({"Pd", "Pc", "Po", "Zs", "Zl", "Zp", "Cc", "Cf"})
# The minus sign and the long-vowel mark, which keyboards give for a dash, are no punctuation to Unicode.
MORE_DASHES = frozenset("\u2212\u30fc")


def new_reference() -> str:
    """A new random reference, grouped for reading."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalise_reference(text: str) -> str | None:
    """The reference that a person typed, in the one spelling we store; None when it can't be one.

    Small letters, spaces, dashes of all kinds, full-width forms and other scripts' digits are put right. A letter
    that no reference holds (such as O or 0) is not guessed at: it may stand for several others.
    """
    kept = letters_typed(text)
    if len(kept) != LENGTH or not all(character in ALPHABET for character in kept):
        return None
    return _grouped(kept)


def letters_typed(text: str) -> str:
    """The letters and digits that a person typed, as capitals of our alphabet; nothing when the text is too long."""
    if len(text) > LONGEST_INPUT:
        return ""
    return "".join(
        _plain(character)
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) not in SEPARATORS and character not in MORE_DASHES
    )


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character.upper() if digit is None else str(digit)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
