"""Searches the entries of one language: which pages fit, in which order. A few milliseconds of SQL whatever the words.

At most CANDIDATES pages that fit are ranked (docs/decisions/search.md): a word that stands on every page would cost
many times as much, and nobody reads on so far.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from home.models import SearchEntry, SearchPromotion
from home.search.endings import configuration
from home.search.terms import Question, questions, terms
from home.search.words import folded
from portal.common.languages import Language

CANDIDATES = 300
MOST_POPULAR = 5

# The words come out of a query of their own, so that the plan never depends on them: always the index, never a scan.
# Words that every text has ("what is it") leave an empty question, which must find nothing rather than everything.
# Pages with every word: questions first. Pages with some of the words: the best first.
FIND = """
WITH question AS MATERIALIZED (SELECT to_tsquery(%(configuration)s::regconfig, %(question)s) AS words),
candidates AS MATERIALIZED (
    SELECT page_id, rank, tsv FROM home_searchentry
    WHERE tsv @@ (SELECT words && %(language)s::tsquery FROM question WHERE numnode(words) > 0)
    LIMIT %(most)s
)
SELECT page_id FROM candidates
ORDER BY CASE WHEN %(every_word)s THEN rank END, ts_rank(tsv, (SELECT words FROM question), 1) DESC, rank, page_id
"""


@dataclass(frozen=True)
class Found:
    """The ids of the pages in order, the question that found them, and how many pages editors put `promoted` first."""

    page_ids: tuple[int, ...] = ()
    question: Question | None = None
    promoted: int = 0

    @property
    def is_capped(self) -> bool:
        """Whether there may be more pages than are listed."""
        return len(self.page_ids) - self.promoted >= CANDIDATES


def find(text: str, language: Language) -> Found:
    """The pages for what somebody typed: those that editors promote, then by the strictest question that finds any."""
    words = folded(text)
    promoted = promoted_pages(words, language) if words else []
    for question in questions(terms(text, language)):
        page_ids = _pages_for(question, language)
        if page_ids:
            others = [page_id for page_id in page_ids if page_id not in promoted]
            return Found((*promoted, *others), question, len(promoted))
    return Found(tuple(promoted), None, len(promoted))


def promoted_pages(words: str, language: Language) -> list[int]:
    """The ids of the pages that editors put first for exactly these folded words."""
    promotions = SearchPromotion.objects.filter(searches__contains=[words], page__search_entry__language=language.code)
    return list(dict.fromkeys(promotions.values_list("page_id", flat=True)))


def popular_pages(language: Language) -> list[int]:
    """What to show before a search, and after one that found nothing: what editors chose, else the first questions."""
    chosen = promoted_pages("", language)
    if chosen:
        return chosen[:MOST_POPULAR]
    entries = SearchEntry.objects.filter(language=language.code).order_by("rank", "page_id")
    return list(entries.values_list("page_id", flat=True)[:MOST_POPULAR])


def entries_in_order(page_ids: list[int]) -> list[SearchEntry]:
    """The entries of these pages with the pages themselves, in the order of the ids."""
    entries = (
        SearchEntry.objects.filter(pk__in=page_ids, page__live=True)
        .select_related("page")
        .only("title", "body", "language", "page__url_path", "page__content_type")
    )
    by_id = {entry.pk: entry for entry in entries}
    return [by_id[page_id] for page_id in page_ids if page_id in by_id]


def _pages_for(question: Question, language: Language) -> list[int]:
    values: dict[str, Any] = {
        "configuration": configuration(language.stemmer),
        "question": question.text,
        "every_word": question.every_word,
        "language": f"'={language.code}'",
        "most": CANDIDATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, values)
        return [page_id for (page_id,) in cursor.fetchall()]
