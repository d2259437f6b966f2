"""What a person typed, as questions to PostgreSQL. Nothing that can be typed is an operator of its query language.

Words are asked for together; words in quotation marks stand next to each other. Every other sign only parts words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from home.search.endings import shortened
from home.search.words import UNSPACED, accented, pairs, words
from portal.common.languages import Language

MARKS = re.compile(r"[\"“”„«»「」『』]")
LEAF = re.compile(r"'[^']+'(?::\*)?")
# More words than this only narrow a search that the first ones have decided.
MOST_WORDS = 12
MOST_PAIRS = 24
# What begins with one or two letters is nearly everything.
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Term:
    """One word, words in quotation marks, or a run of letters without spaces: `exact` asks for it, `beginning` for
    what begins with it, `part` for any piece of it."""

    exact: str
    beginning: str
    part: str


def terms(text: str, language: Language) -> list[Term]:
    """The terms of what was typed, each once; none when there is not one word in it."""
    parts = MARKS.split(text)
    # Without its second mark a quotation is none.
    quoted = set(range(1, len(parts) - 1, 2))
    found: list[Term] = []
    for place, part in enumerate(parts):
        given = words(part)
        if place in quoted and len(given) > 1 and not any(map(UNSPACED.match, given)):
            phrase = " <-> ".join(_quoted(shortened(word, language.stemmer)) for word in given)
            found.append(Term(f"({phrase})", f"({phrase}:*)", f"({phrase})"))
        else:
            found += _single(part, given, language)
    return list(dict.fromkeys(found))[:MOST_WORDS]


@dataclass(frozen=True)
class Question:
    """What to_tsquery is given, and whether a page must have `every_word`."""

    text: str
    every_word: bool

    @property
    def leaves(self) -> list[str]:
        """Each word that is asked for, by itself."""
        return LEAF.findall(self.text)


def questions(found: list[Term]) -> list[Question]:
    """From strict to generous: all words; all words and the last perhaps unfinished; any piece. None without terms."""
    if not found:
        return []
    begun = [term.exact for term in found[:-1]] + [found[-1].beginning]
    asked = {
        " & ".join(term.exact for term in found): True,
        " & ".join(begun): True,
    }
    asked.setdefault(" | ".join(term.part for term in found), False)
    return [Question(text, every_word) for text, every_word in asked.items()]


def _single(part: str, given: Iterable[str], language: Language) -> list[Term]:
    with_accents = {folded: word for word in accented(part) for folded in words(word)}
    return [_term(word, with_accents.get(word, ""), language) for word in given]


def _term(word: str, with_accents: str, language: Language) -> Term:
    if UNSPACED.match(word):
        return _run(word)
    exact = _quoted(shortened(word, language.stemmer))
    if with_accents:
        exact = f"({exact} | {_quoted(with_accents)})"
    begun = f"({exact} | {_quoted(word)}:*)" if len(word) >= SHORTEST_BEGINNING else exact
    return Term(exact, begun, exact)


def _run(letters: str) -> Term:
    """The pairs of the run together; any of them where that finds nothing."""
    both = [_quoted(pair) for pair in pairs(letters)[:MOST_PAIRS]]
    together = f"({' & '.join(both)})"
    return Term(together, together, f"({' | '.join(both)})")


def _quoted(word: str) -> str:
    """A word as to_tsquery takes it. Words hold letters and digits only (home/search/words.py)."""
    return f"'{word}'"
