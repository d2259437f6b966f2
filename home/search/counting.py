"""Counts what is searched, so that editors learn what people miss. Who searched is not asked, so it can't be kept.

Nor is what looks personal: an address, a number, or a text that tells a story.
"""

from django.utils import timezone

from home.models import SearchQuery
from home.search.words import UNSPACED, words
from portal.common.languages import Language

MOST_LETTERS = 100
MOST_WORDS = 8
MOST_UNSPACED = 16
# 911 and a year are words; a phone number and a case number are not.
MOST_DIGITS = 4


def count_search(text: str, language: Language, *, found: bool) -> None:
    """One more search for these words, if they are what may be counted. One query at most."""
    countable = countable_words(text)
    if countable:
        SearchQuery.objects.count_search(words=countable, language=language, day=timezone.localdate(), found=found)


def countable_words(text: str) -> str:
    """The folded words of a search; empty for one that may tell of a person."""
    given = words(text)
    together = " ".join(given)
    letters = sum(len(word) for word in given if UNSPACED.match(word))
    personal = (
        "@" in text
        or sum(map(str.isdigit, together)) > MOST_DIGITS
        or len(given) > MOST_WORDS
        or letters > MOST_UNSPACED
        or len(together) > MOST_LETTERS
    )
    return "" if personal else together
