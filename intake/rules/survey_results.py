"""What may be shown of the answers to a survey, so that no small group can be told apart (DOMAIN section 8).

The answers to a question are parted into blocks of at least `least` people each, and a group is shown only where it is
made of whole blocks. Whatever somebody adds up or takes away of what is shown, by however many filters and on however
many days, they get whole blocks again. Half-years come first: one that has too few answers waits for the next, so that
looking before and after it shows no small group either. Within a period the audiences are parted, and then the
languages; parts that are too small are put together with others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Cell(NamedTuple):
    """The finest group that is kept: whoever answered as this audience, in this language, in this half-year."""

    audience: str
    language: str
    half_year: str


@dataclass(frozen=True)
class Size:
    """How many answered, and apart from them how many said that it does not apply to them."""

    people: int = 0
    apart: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything."""
        return not self.people and not self.apart


@dataclass(frozen=True)
class Wanted:
    """A group that somebody asks for; what is empty is not narrowed."""

    audience: str = ""
    language: str = ""
    half_year: str = ""

    def takes(self, cell: Cell) -> bool:
        """Whether these people belong to the group."""
        return all(
            wanted in ("", given)
            for wanted, given in zip((self.audience, self.language, self.half_year), cell, strict=True)
        )


Sizes: TypeAlias = Mapping[Cell, Size]
Block: TypeAlias = frozenset[Cell]
PARTS = ("audience", "language")
"""By what a period is parted, the first before the second."""


def blocks_of(sizes: Sizes, least: int, parts: Sequence[str] = PARTS) -> tuple[Block, ...]:
    """The blocks of which everything that is shown is made: none holds fewer than `least` people. What is in none of
    them is not counted yet. Later half-years never change the blocks of earlier ones."""
    blocks = _periods(sizes, least)
    for part in parts:
        blocks = [smaller for block in blocks for smaller in _parted(block, part, sizes, least)]
    return tuple(blocks)


def shown(blocks: Iterable[Block], wanted: Wanted) -> Block | None:
    """The people whose answers are shown for this group; None where it would cut a block, or nobody is in it."""
    group: set[Cell] = set()
    for block in blocks:
        inside = {cell for cell in block if wanted.takes(cell)}
        if inside and inside != block:
            return None
        group |= inside
    return frozenset(group) or None


def _periods(sizes: Sizes, least: int) -> list[Block]:
    found: list[Block] = []
    waiting: set[Cell] = set()
    for half_year in sorted({cell.half_year for cell in sizes}):
        waiting |= {cell for cell, size in sizes.items() if cell.half_year == half_year and not size.is_empty}
        if people_in(waiting, sizes) >= least:
            found.append(frozenset(waiting))
            waiting = set()
    return found


def _parted(block: Block, part: str, sizes: Sizes, least: int) -> list[Block]:
    values: dict[str, set[Cell]] = defaultdict(set)
    for cell in block:
        values[getattr(cell, part)].add(cell)
    groups = [frozenset(cells) for _, cells in sorted(values.items())]
    while len(groups) > 1:
        groups.sort(key=lambda group: people_in(group, sizes))
        if people_in(groups[0], sizes) >= least:
            break
        groups = [groups[0] | groups[1], *groups[2:]]
    return groups


def people_in(cells: Iterable[Cell], sizes: Sizes) -> int:
    """How many people of these cells answered."""
    return sum(sizes[cell].people for cell in cells)
