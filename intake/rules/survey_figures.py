"""What the answers to one question amount to: how many gave each, in which order they are shown, mean and quartiles.

Answers that agree are shown in one direction everywhere, from bad to good: of a question to which a yes is bad, the
order is turned round. "Does not apply" is counted apart and is no part of a percentage.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from intake.constants.survey import NOT_APPLICABLE, QuestionKind
from intake.rules.survey import Question
from intake.rules.survey_results import Size

GOOD_POINTS = 2
"""How many points of the scale count as good: the last two."""


@dataclass(frozen=True)
class Tally:
    """How many people gave each answer; with several choices one person counts once in `size` and once for each."""

    size: Size = field(default_factory=Size)
    answers: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        size = Size(self.size.people + other.size.people, self.size.apart + other.size.apart)
        return Tally(size, Counter(self.answers) + Counter(other.answers))


def tally_of(question: Question, given: Mapping[str, int]) -> Tally:
    """The tally of how often each answer was given: by its key, or where several can be chosen, by their JSON list.
    Answers that there are not count as none."""
    if question.kind is not QuestionKind.MULTIPLE:
        answers = {key: given[key] for key in answers_in_order(question) if key in given}
        return Tally(Size(sum(answers.values()), given.get(NOT_APPLICABLE, 0)), answers)
    people, chosen = 0, Counter[str]()
    for keys, number in given.items():
        known = set(json.loads(keys or "[]")).intersection(question.answers)
        people += number if known else 0
        chosen.update(dict.fromkeys(known, number))
    return Tally(Size(people), chosen)


@dataclass(frozen=True)
class Share:
    """One answer: how many gave it, of a hundred who answered."""

    key: str
    number: int
    percent: int


@dataclass(frozen=True)
class Figures:
    """What is shown of a question: the answers from bad to good, and what fits its kind."""

    size: Size
    shares: tuple[Share, ...]
    good: int | None = None
    mean: float | None = None
    quartiles: tuple[int, int, int] | None = None


def answers_in_order(question: Question) -> tuple[str, ...]:
    """The keys of the answers that count, from bad to good where the question has a direction."""
    keys = tuple(key for key in question.answers if key != NOT_APPLICABLE)
    return keys[::-1] if question.is_reversed else keys


def figures_of(question: Question, tally: Tally) -> Figures:
    """The figures of a tally that may be shown."""
    people = tally.size.people
    keys = answers_in_order(question)
    numbers = [tally.answers.get(key, 0) for key in keys]
    shares = tuple(Share(key, number, percent(number, people)) for key, number in zip(keys, numbers, strict=True))
    if question.kind is QuestionKind.AGREEMENT:
        return Figures(tally.size, shares, good=percent(sum(numbers[-GOOD_POINTS:]), people))
    if question.kind is QuestionKind.RATING:
        mean = sum(int(key) * number for key, number in zip(keys, numbers, strict=True)) / people
        return Figures(tally.size, shares, mean=mean, quartiles=_quartiles(keys, numbers))
    return Figures(tally.size, shares)


def percent(number: int, people: int) -> int:
    """In whole percent, halves up."""
    return (200 * number + people) // (2 * people)


def _quartiles(keys: Iterable[str], numbers: Iterable[int]) -> tuple[int, int, int]:
    """The answers of those who stand at a quarter, the half and three quarters of the line."""
    line = [int(key) for key, number in zip(keys, numbers, strict=True) for _ in range(number)]
    first, half, third = (line[-(-len(line) * quarter // 4) - 1] for quarter in (1, 2, 3))
    return first, half, third
