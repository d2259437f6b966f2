"""One page of search results as a reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from home.models import SearchEntry
from home.search.marks import Marker, marker_for
from home.search.query import entries_in_order
from home.search.terms import Question
from portal.common.languages import Language
from portal.common.surroundings import address


@dataclass(frozen=True)
class Hit:
    """A page that was found: what kind of page it is, and its title and a piece of its text with the words marked."""

    url: str
    kind: Any
    title: SafeString
    snippet: SafeString


def hits(page_ids: Sequence[int], question: Question | None, language: Language) -> list[Hit]:
    """These pages as results, in this order; the words that `question` asked for are marked."""
    entries = entries_in_order(list(page_ids))
    marker = marker_for(question, [f"{entry.title}\n{entry.body}" for entry in entries], language)
    return [_hit(entry, marker, language) for entry in entries]


def _hit(entry: SearchEntry, marker: Marker, language: Language) -> Hit:
    return Hit(
        url=address(entry.page.url_path, language),
        kind=getattr(entry.page.specific_class, "search_kind", ""),
        title=marker.title(entry.title),
        snippet=marker.snippet(entry.body),
    )
