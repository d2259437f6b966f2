"""Shows what was found: a piece of the page's text, with the words that were asked for in <mark>.

PostgreSQL says which of the words match, since it knows their forms; the text itself is cut and escaped here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from home.search.endings import configuration, shortened
from home.search.terms import Question
from home.search.words import UNSPACED, accented, folded
from portal.common.languages import Language

# A word as it stands in a text: accents may be letters of their own, and Armenian marks stand inside.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u055a-\u055f\u00ad]+[^\W_]*)*")
LENGTH, BEFORE = 240, 60
UNSPACED_LENGTH, UNSPACED_BEFORE = 110, 25

MATCHING = """
SELECT form FROM unnest(%(forms)s::text[]) AS form
WHERE to_tsvector(%(configuration)s::regconfig, form) @@ to_tsquery(%(configuration)s::regconfig, %(question)s)
"""

Span = tuple[int, int]


@dataclass(frozen=True)
class Marker:
    """What to mark: `forms` of words (see `form_of`) and `pairs` of letters in scripts without spaces."""

    stemmer: str
    forms: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()

    def title(self, text: str) -> SafeString:
        """The whole text, marked."""
        return marked(text, self._spans(text), 0, len(text))

    def snippet(self, body: str) -> SafeString:
        """The piece of the body with the most matches, marked; its beginning when there is none."""
        text = " · ".join(filter(None, map(str.strip, body.split("\n"))))
        spans = self._spans(text)
        start, end = _window(text, spans)
        return marked(text, spans, start, end)

    def _spans(self, text: str) -> list[Span]:
        spans = [found.span() for found in WORD.finditer(text) if form_of(found[0], self.stemmer) in self.forms]
        spans += [(at, at + len(pair)) for pair in self.pairs for at in _places(pair, text)]
        return _joined(spans)


def marker_for(question: Question | None, texts: Iterable[str], language: Language) -> Marker:
    """The marker for the words of these texts that the question asks for. One query."""
    if question is None:
        return Marker(language.stemmer)
    leaves = question.leaves
    pairs = frozenset(leaf.strip("':*") for leaf in leaves if UNSPACED.search(leaf))
    firsts = {leaf[1] for leaf in leaves}
    found = (word for text in texts for word in WORD.findall(text) if folded(word)[:1] in firsts)
    forms = sorted({form_of(word, language.stemmer) for word in found})
    values: dict[str, Any] = {
        "forms": forms,
        "configuration": configuration(language.stemmer),
        "question": " | ".join(leaves),
    }
    with connection.cursor() as cursor:
        cursor.execute(MATCHING, values)
        return Marker(language.stemmer, frozenset(form for (form,) in cursor.fetchall()), pairs)


def form_of(word: str, stemmer: str) -> str:
    """A word of a text as it was indexed: folded, and once more with its accents."""
    return " ".join([shortened(folded(word), stemmer), *accented(word)])


def marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    """The text from `start` to `end` as HTML, everything escaped, the spans in <mark>, "…" where it was cut."""
    parts: list[SafeString] = []
    at = start
    for first, last in ((max(first, start), min(last, end)) for first, last in spans if first < end and last > start):
        parts += [conditional_escape(text[at:first]), format_html("<mark>{}</mark>", text[first:last])]
        at = last
    parts.append(conditional_escape(text[at:end]))
    inside = format_html_join("", "{}", ((part,) for part in parts))
    return format_html("{}{}{}", "… " if start else "", inside, " …" if end < len(text) else "")


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _window(text: str, spans: list[Span]) -> Span:
    """Where to cut: a little before the span that has the most others behind it; words stay whole."""
    unspaced = sum(map(len, UNSPACED.findall(text))) > len(text) / 2
    length, before = (UNSPACED_LENGTH, UNSPACED_BEFORE) if unspaced else (LENGTH, BEFORE)
    fullest = _fullest([first for first, _ in spans], length - before)
    start = max(0, min(fullest - before, len(text) - length))
    end = min(len(text), start + length)
    if unspaced:
        return start, end
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text.rfind(" ", start, end + 1)
    return start, end if end == len(text) or cut <= start else cut


def _fullest(places: list[int], length: int) -> int:
    """The first of the places, which are in order, that has the most others within `length` behind it."""
    ends = [bisect_left(places, place + length) for place in places]
    behind = [end - number for number, end in enumerate(ends)]
    return places[behind.index(max(behind))] if places else 0
