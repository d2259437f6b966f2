"""Which questions stand on the list, and in which order: by topic, and within a topic as in the page tree.

A process keeps the order until the site changes, so a page of the list costs the same with ten thousand questions as
with ten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wagtail.models import Page

from portal.common.kept_values import KeptValues

IdsByTopic = dict[str, list[int]]


def read_ids(key: tuple[str, tuple[str, ...]]) -> IdsByTopic:
    """The ids of the live questions by topic, each topic's in the order of the tree; `key` has the place in the tree of
    the page above them, and whom they are for. One query."""
    path, audiences = key
    below = Page.objects.filter(path__startswith=path, depth=len(path) // Page.steplen + 1, live=True)
    found: IdsByTopic = {}
    rows = below.filter(faqpage__audience__in=audiences).order_by("path").values_list("pk", "faqpage__topic")
    for page_id, topic in rows.iterator():
        found.setdefault(topic, []).append(page_id)
    return found


kept_ids = KeptValues(read_ids)


@dataclass(frozen=True)
class QuestionList:
    """The questions below the index at `path` for some `audiences`; `titles` are those of the topics, in order."""

    path: str
    audiences: tuple[str, ...]
    titles: dict[str, str]

    def ids(self) -> list[int]:
        """All questions in order. One whose topic is gone stands last, rather than nowhere."""
        found = kept_ids.of((self.path, self.audiences))
        topics = [*self.titles, *(found.keys() - self.titles.keys())]
        return [page_id for topic in topics for page_id in found.get(topic, ())]

    def contents(self, per_page: int) -> list[dict[str, Any]]:
        """The topics that have questions: the `id` and `title` of each, and the `page` of the list where it begins."""
        found = kept_ids.of((self.path, self.audiences))
        topics, before = [], 0
        for key, title in self.titles.items():
            if key in found:
                topics.append({"id": key, "title": title, "page": before // per_page + 1})
                before += len(found[key])
        return topics

    def topics(self, page_ids: Iterable[int]) -> list[dict[str, Any]]:
        """These questions under their topics: the `id` and `title` of each, empty for topics that are gone, and its
        `questions` with title and slug. One query."""
        order = {page_id: place for place, page_id in enumerate(page_ids)}
        rows = Page.objects.filter(pk__in=order).values("pk", "title", "slug", "faqpage__topic")
        in_order = sorted(rows, key=lambda row: order[row["pk"]])
        grouped = groupby(
            in_order, key=lambda row: row["faqpage__topic"] if row["faqpage__topic"] in self.titles else ""
        )
        return [{"id": key, "title": self.titles.get(key, ""), "questions": list(rows)} for key, rows in grouped]
