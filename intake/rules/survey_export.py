"""Which labels and which questions a download of single replies may have, so that it tells no more than the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.rules.survey_results import PARTS, Block, Cell, Sizes, blocks_of


@dataclass(frozen=True)
class ExportPlan:
    """The label of each cell of replies, in which what would single out a small group is empty, and the questions that
    are told. Replies of other cells are not told at all."""

    labels: Mapping[Cell, Cell]
    keys: tuple[str, ...]


def export_plan(replies: Sizes, questions: Mapping[str, Sizes], least: int) -> ExportPlan:
    """The finest labels with which at least half of the questions can be told; the others are left out."""
    for parts in (PARTS, PARTS[:1], ()):
        blocks = blocks_of(replies, least, parts)
        keys = tuple(key for key, sizes in questions.items() if _fits(blocks, sizes, least))
        if 2 * len(keys) >= len(questions):
            break
    return ExportPlan({cell: label_of(block) for block in blocks for cell in block}, keys)


def _fits(blocks: Sequence[Block], sizes: Sizes, least: int) -> bool:
    """Whether the answers in each block of replies are answers in whole blocks of the question."""
    whole = blocks_of(sizes, least)
    for block in blocks:
        said = {cell for cell in block if cell in sizes and not sizes[cell].is_empty}
        inside = [each for each in whole if each <= said]
        if said != frozenset().union(*inside):
            return False
    return True


def label_of(block: Block) -> Cell:
    """What all of a block have in common; empty where they differ."""
    values = zip(*sorted(block), strict=True)
    return Cell(*(found.pop() if len(found := set(each)) == 1 else "" for each in values))
