"""How a text becomes words that can be found, the same way for pages and for what people type.

Accents, case, punctuation and width make no difference. PostgreSQL gets clean words with spaces between them: its own
parser and its unaccent depend on the server's locale, cut Armenian words at the question mark inside them, and see a
Chinese sentence as one word. Scripts without spaces become pairs of neighbouring letters.
"""

import re
import unicodedata
from itertools import chain

from home.search.endings import shortened
from portal.common.languages import Language

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNSPACED = re.compile(f"[{_UNSPACED}]+")
PARTS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# Armenian accents, question and exclamation marks stand inside a word.
INSIDE_A_WORD = frozenset("\u055a\u055b\u055c\u055d\u055e\u055f")

# Shorter words look alike too often, and longer ones are no words.
SHORTEST_MEANT, LONGEST_MEANT = 4, 40


class _Letters(dict[int, int | str | None]):
    """What each character becomes, worked out when it is first met: `dropped` kinds go, punctuation parts words."""

    def __init__(self, *dropped: str) -> None:
        super().__init__()
        self.dropped = frozenset(dropped)

    def __missing__(self, code: int) -> int | str | None:
        new = self._becomes(chr(code), unicodedata.category(chr(code)))
        # The rarer planes are not kept: somebody could fill the memory with them.
        if code <= 0xFFFF:
            self[code] = new
        return new

    def _becomes(self, character: str, category: str) -> int | str | None:
        if category in self.dropped or character in INSIDE_A_WORD:
            return None
        return ord(character) if character.isalnum() or category.startswith("M") else " "


# Cf: soft hyphens and other marks that nobody sees.
_PLAIN, _ACCENTED = _Letters("Mn", "Mc", "Me", "Cf"), _Letters("Cf")


def folded(text: str) -> str:
    """The text in small letters without accents and punctuation, its words parted by single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_PLAIN)
    return " ".join(unicodedata.normalize("NFC", letters).split())


def accented(text: str) -> list[str]:
    """The words of the text that bear accents, with them, each once: there are stemmers that go by accents."""
    found = unicodedata.normalize("NFC", text.casefold()).translate(_ACCENTED).split()
    return [word for word in dict.fromkeys(found) if _bears_accents(word) and not UNSPACED.search(word)]


def _bears_accents(word: str) -> bool:
    return any(unicodedata.category(mark) == "Mn" for mark in unicodedata.normalize("NFD", word))


def words(text: str) -> list[str]:
    """The folded words of a text; a run of letters without spaces is one word."""
    return [part for word in folded(text).split() for part in PARTS.findall(word)]


def pairs(run: str) -> list[str]:
    """Each letter of a run with the next one: how scripts without spaces are searched. One letter is itself."""
    return [run[place : place + 2] for place in range(max(1, len(run) - 1))]


def indexed(text: str, language: Language) -> str:
    """The words of a page's text as PostgreSQL gets them: in order, then, once each, those with accents as written and
    the single letters of scripts without spaces."""
    given = words(text)
    runs = [word for word in given if UNSPACED.match(word)]
    forms = (pairs(word) if UNSPACED.match(word) else [shortened(word, language.stemmer)] for word in given)
    return " ".join([*chain.from_iterable(forms), *accented(text), *dict.fromkeys("".join(runs))])


def vocabulary(text: str) -> list[str]:
    """The words of a text that a person who mistyped one may have meant: as written, in small letters, each once."""
    small = unicodedata.normalize("NFC", text.casefold()).translate(_ACCENTED).split()
    fitting = (word for word in small if SHORTEST_MEANT <= len(word) <= LONGEST_MEANT and word.isalpha())
    return sorted({word for word in fitting if not UNSPACED.search(word)})
