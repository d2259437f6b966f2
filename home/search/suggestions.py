"""What somebody may have meant who mistyped a word: the word of the public pages that looks most like it.

PostgreSQL's own comparison (pg_trgm) sees only Latin letters where the server's locale is C, so the words that may be
meant are chosen by their first letter and length, and compared here.
"""

from difflib import get_close_matches
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Left, Length

from home.models import SearchWord
from home.search.words import folded, vocabulary, words
from portal.common.languages import Language

# As alike as this, or it is another word.
LIKENESS = 0.75
MOST_WORDS = 4
MORE_LETTERS = 2
MOST_COMPARED = 1000


def did_you_mean(text: str, language: Language) -> str:
    """What was typed with each word that no page has replaced by the one most like it; empty when that changes nothing.
    One query."""
    typed = vocabulary(text)[:MOST_WORDS]
    if not typed:
        return ""
    likely = likely_words(typed, language)
    better = {folded(word): _closest(folded(word), likely) for word in typed}
    given = words(text)
    meant = [better.get(word) or word for word in given]
    return " ".join(meant) if [folded(word) for word in meant] != given else ""


def likely_words(typed: list[str], language: Language) -> dict[str, str]:
    """The words of the pages that one of these may stand for, the commonest first, by their folded form."""
    chosen = reduce(or_, (_like(word) for word in typed))
    known = SearchWord.objects.filter(language=language.code).alias(first=Left("word", 1), length=Length("word"))
    likely = known.filter(chosen).order_by("-pages", "word").values_list("word", flat=True)[:MOST_COMPARED]
    return {folded(word): word for word in reversed(likely)}


def _like(word: str) -> Q:
    return Q(
        first__in={word[0], folded(word)[:1]},
        length__range=(len(word) - MORE_LETTERS, len(word) + MORE_LETTERS),
    )


def _closest(word: str, likely: dict[str, str]) -> str:
    """The word that is most like it, itself if it is there; empty when none is like it enough."""
    if word in likely:
        return likely[word]
    best = get_close_matches(word, likely, n=1, cutoff=LIKENESS)
    return likely[best[0]] if best else ""
