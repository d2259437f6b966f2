"""Which questions of two editions can be laid side by side: those of the same name and the same structure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.rules.survey import Question
from intake.rules.survey_figures import Figures, answers_in_order

Words = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What an edition says in one language: `words` by block or choice and field, `fixed` by kind and key."""


@dataclass(frozen=True)
class Pair:
    """One question in both editions. Only where `is_same` are its answers compared."""

    first: Question
    second: Question

    @property
    def is_same(self) -> bool:
        """Whether both ask the same people for the same answers, in the same direction."""
        return structure_of(self.first) == structure_of(self.second)


@dataclass(frozen=True)
class Comparison:
    """The questions of both editions, and those of only one."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Question, ...]
    only_second: tuple[Question, ...]


@dataclass(frozen=True)
class Change:
    """One answer, in percent before and after, and the difference in percentage points."""

    key: str
    before: int
    after: int

    @property
    def points(self) -> int:
        """How many points more."""
        return self.after - self.before

    @property
    def signed(self) -> str:
        """The same as people write it."""
        return f"{self.points:+d}".replace("-", "−") if self.points else "0"


def structure_of(question: Question) -> tuple[object, ...]:
    """What must be the same for answers to be comparable. Words and the order of choices may differ."""
    answers = frozenset(question.answers)
    return question.kind, answers, question.is_reversed, question.asked_after, frozenset(question.asked_if)


def compared(first: Iterable[Question], second: Iterable[Question]) -> Comparison:
    """The questions of two editions by name, in the order of the second, whose words are the newer ones."""
    before, after = {each.key: each for each in first}, {each.key: each for each in second}
    return Comparison(
        pairs=tuple(Pair(before[key], question) for key, question in after.items() if key in before),
        only_first=tuple(question for key, question in before.items() if key not in after),
        only_second=tuple(question for key, question in after.items() if key not in before),
    )


def words_of(question: Question, said: Words) -> dict[str, str]:
    """All that people read of a question in one language: its own fields, then its answers by their names."""
    own = dict(said["words"].get(question.id, {}))
    labels = {choice.key: said["words"].get(choice.id, {}).get("label", "") for choice in question.choices}
    return own | {f"answer {key}": words for key, words in {**said["fixed"].get(question.kind, {}), **labels}.items()}


def changed_words(pair: Pair, before: Words, after: Words) -> list[tuple[str, str]]:
    """The words of both, where they are not the same; what is new or gone has an empty side."""
    old, new = words_of(pair.first, before), words_of(pair.second, after)
    names = [*old, *(name for name in new if name not in old)]
    return [(old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def changes_of(pair: Pair, before: Figures, after: Figures) -> list[Change]:
    """Each answer before and after, in the order of the second."""
    old, new = ({share.key: share.percent for share in each.shares} for each in (before, after))
    return [Change(key, old[key], new[key]) for key in answers_in_order(pair.second)]
