"""How a name is folded, so that it is found however it was typed: letters and digits alone, small, without accents."""

import unicodedata

MOST_WORDS = 6
"""Words of one name that are kept apart; a longer one is found by its first words."""


def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: "José  Núñez-Díaz" gives jose, nunez and diaz."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)).casefold()
    words = "".join(each if each.isalnum() else " " for each in plain).split()
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def folded_whole(name: str) -> str:
    """The whole name as one word, for scripts and people that part it otherwise: "Van Nguyen" and "Vannguyen"."""
    return "".join(folded_words(name))
