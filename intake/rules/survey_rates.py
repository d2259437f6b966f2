"""How many of those who were asked have replied, and which of these figures may be shown.

A figure that stands on fewer than ten people is not shown, and not the next smallest either where it could be found by
subtracting the others from the whole (DOMAIN section 8, Suppression).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

LEAST = 10
"""Fewer replies, or fewer people asked, are not shown."""

Counts = Mapping[tuple[str, str], int]
"""People by audience and language."""


@dataclass(frozen=True)
class ResponseRate:
    """One audience in one language, or as a whole where `language` is empty. The figures are None where they are too
    small to be shown, or would tell one that is.

    People count by the language that they read when they were asked, and by the one that they replied in: whoever
    reads what an edition does not speak replies in another.
    """

    audience: str
    language: str
    asked: int | None
    replied: int | None

    @property
    def is_shown(self) -> bool:
        """Whether there are figures to show."""
        return self.asked is not None

    @property
    def percent(self) -> int | None:
        """The share of those asked, in whole per cent and never above a hundred: who lost a link gets a second."""
        if not self.asked or self.replied is None:
            return None
        return min(100, round(100 * self.replied / self.asked))


def response_rates_of(asked: Counts, replied: Counts, least: int = LEAST) -> list[ResponseRate]:
    """Each audience as a whole, followed by its languages, both in alphabetical order."""
    keys = sorted({*asked, *replied})
    found: list[ResponseRate] = []
    for audience in dict.fromkeys(audience for audience, _ in keys):
        rows = [
            ResponseRate(audience, language, asked.get((audience, language), 0), replied.get((audience, language), 0))
            for each, language in keys
            if each == audience
        ]
        whole = ResponseRate(audience, "", sum(row.asked or 0 for row in rows), sum(row.replied or 0 for row in rows))
        found += [*_hide([whole], least), *_hide(rows, least, whole=whole)]
    return found


def _hide(rows: Sequence[ResponseRate], least: int, whole: ResponseRate | None = None) -> list[ResponseRate]:
    """The rows without figures that are too small; beside a whole that is shown, never one such row alone."""
    small = [row for row in rows if not _is_large(row, least)]
    large = sorted((row for row in rows if row not in small), key=lambda row: (row.replied, row.asked, row.language))
    if whole is not None and len(small) == 1 and large and _is_large(whole, least):
        small.append(large[0])
    return [replace(row, asked=None, replied=None) if row in small else row for row in rows]


def _is_large(row: ResponseRate, least: int) -> bool:
    return min(row.asked or 0, row.replied or 0) >= least
