"""The m of "Step n of m": how many pages a person meets, as far as their answers tell.

A page that may still come counts only when one like it must: whoever has not said yet if a complaint was filed meets
one page about it whatever they say. So m never falls on the way forward, and it grows only when an answer opens a page
that another answer would not have (docs/decisions/progress.md).
"""

from functools import cache
from itertools import product

from intake.constants import Path
from intake.questions.catalogue import keys_of, pages_of
from intake.questions.question import Answers, When

Needs = frozenset[When]


def fewest_pages(path: Path, answers: Answers) -> int:
    """How many pages a person with these answers meets at least, check-answers included."""
    return _fewest(path, tuple(condition.state(answers) for condition in _conditions(path)))


@cache
def _fewest(path: Path, states: tuple[bool | None, ...]) -> int:
    """The fewest pages over all that may become of the conditions whose state is None."""
    told = dict(zip(_conditions(path), states, strict=True))
    known = frozenset(condition for condition, holds in told.items() if holds)
    unanswered = sorted({condition.key for condition, holds in told.items() if holds is None})
    ways = product(*(_outcomes(path, key) for key in unanswered))
    return min(sum(needs <= known.union(*way) for needs in _needs_of_pages(path)) for way in ways)


@cache
def _needs_of_pages(path: Path) -> tuple[Needs, ...]:
    """For each page of a path, the conditions that open it; those on questions that the path does not ask hold."""
    asked = keys_of(path)
    return tuple(frozenset(c for c in page.conditions if c.key in asked) for page in pages_of(path))


@cache
def _conditions(path: Path) -> tuple[When, ...]:
    return tuple(dict.fromkeys(condition for needs in _needs_of_pages(path) for condition in needs))


@cache
def _outcomes(path: Path, key: str) -> frozenset[Needs]:
    """Which conditions on a question may hold after it was answered: one set for each of its choices."""
    choices = next(q.choices for page in pages_of(path) for q in page.questions if q.key == key)
    own = [condition for condition in _conditions(path) if condition.key == key]
    return frozenset(frozenset(c for c in own if choice in c.values) for choice, _ in choices)
