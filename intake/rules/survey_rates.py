"""How many of those who were asked have replied, and which of these figures may be shown.

A figure that stands on fewer than ten people is not shown, and not the next smallest either where it could be found by
subtracting the others from the whole (DOMAIN section 8, Suppression). Time is a filter too: see `_settled`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

Counts = Mapping[tuple[str, str, str], int]
"""People by audience, language and half-year."""
People = Counter[tuple[str, str]]
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


def response_rates_of(all_asked: Counts, all_replied: Counts, least: int) -> list[ResponseRate]:
    """Each audience as a whole, followed by its languages, both in alphabetical order. `least` is how many must have
    been asked, and have replied. The half-years have ended."""
    asked, replied = _settled(all_asked, all_replied, least)
    keys = sorted({(audience, language) for audience, language, _ in (*all_asked, *all_replied)})
    found: list[ResponseRate] = []
    for audience in dict.fromkeys(audience for audience, _ in keys):
        rows = [
            ResponseRate(audience, language, asked[audience, language], replied[audience, language])
            for each, language in keys
            if each == audience
        ]
        whole = ResponseRate(audience, "", sum(row.asked or 0 for row in rows), sum(row.replied or 0 for row in rows))
        found += [*_hide([whole], least), *_hide(rows, least, whole=whole)]
    return found


def _settled(asked: Counts, replied: Counts, least: int) -> tuple[People, People]:
    """The people of the half-years that count: of each audience from the first on, as long as enough came together
    since the last one that counted. Whoever looks at the end of each half-year sees no step of fewer people."""
    found: tuple[People, People] = (Counter(), Counter())
    waiting: dict[str, tuple[People, People]] = defaultdict(lambda: (Counter(), Counter()))
    for half_year in sorted({half_year for _, _, half_year in (*asked, *replied)}):
        for number, counts in enumerate((asked, replied)):
            for (audience, language, of), people in counts.items():
                if of == half_year:
                    waiting[audience][number][audience, language] += people
        for audience in [each for each, both in waiting.items() if min(map(Counter.total, both)) >= least]:
            for whole, more in zip(found, waiting.pop(audience), strict=True):
                whole.update(more)
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
