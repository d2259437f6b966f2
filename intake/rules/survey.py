"""The structure of a survey: its pages and questions, what may be answered, and what is asked after which answer.

A survey is a stream of blocks as Wagtail stores them: `{"type", "id", "value"}`, in which a section begins a page. Here
it is data without words; the words of each language stand beside it, found by the ids of blocks and choices.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.constants.survey import AGREEMENT_POINTS, NOT_APPLICABLE, RATINGS, YES_NO_ANSWERS, Audience, QuestionKind

SECTION = "section"
WITH_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
WITH_TEXT = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
Answers = Mapping[str, Any]
"""By the key of a question: a key of an answer, a list of such keys, or text."""


@dataclass(frozen=True)
class Choice:
    """One of the answers that the editors wrote."""

    id: str
    key: str


@dataclass(frozen=True)
class Question:
    """One question. `asked_after` is the key of an earlier question and `asked_if` its answers after which this one is
    asked; both empty where it is asked of everybody."""

    id: str
    key: str
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    is_reversed: bool = False
    may_not_apply: bool = False
    asked_after: str = ""
    asked_if: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The keys of its answers in their order; none where it is answered with text."""
        fixed = {
            QuestionKind.AGREEMENT: AGREEMENT_POINTS,
            QuestionKind.YES_NO: YES_NO_ANSWERS,
            QuestionKind.RATING: RATINGS,
        }
        keys = fixed.get(self.kind, tuple(choice.key for choice in self.choices))
        return (*keys, NOT_APPLICABLE) if self.may_not_apply else keys

    def is_asked(self, given: Answers) -> bool:
        """Whether it is asked after these answers."""
        if not self.asked_after:
            return True
        earlier = given.get(self.asked_after)
        said = set(earlier) if isinstance(earlier, list) else {earlier}
        return not said.isdisjoint(self.asked_if)


@dataclass(frozen=True)
class Section:
    """One page of questions."""

    id: str
    questions: tuple[Question, ...] = field(default=())


@dataclass(frozen=True)
class Mistake:
    """What keeps a survey from being opened: the number of the block in the stream, the field in it, and why."""

    block: int
    field: str
    why: str


def sections_of(stream: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The pages of a stream. What stands before the first section is on no page."""
    pages: list[tuple[str, list[Question]]] = []
    for block in stream:
        if block["type"] == SECTION:
            pages.append((str(block["id"]), []))
        elif pages:
            pages[-1][1].append(question_of(block))
    return tuple(Section(name, tuple(questions)) for name, questions in pages)


def question_of(block: Mapping[str, Any]) -> Question:
    """The question of a block that is no section."""
    value = block["value"]
    return Question(
        id=str(block["id"]),
        key=value.get("key") or "",
        kind=QuestionKind(block["type"]),
        choices=tuple(
            Choice(str(item["id"]), item["value"].get("key") or "") for item in value.get("choices") or () if item
        ),
        is_reversed=bool(value.get("is_reversed")),
        may_not_apply=bool(value.get("may_not_apply")),
        asked_after=value.get("asked_after") or "",
        asked_if=tuple(key.strip() for key in (value.get("asked_if") or "").split(",") if key.strip()),
    )


def questions_of(sections: Iterable[Section]) -> Iterator[Question]:
    """All questions in their order."""
    return (question for section in sections for question in section.questions)


def mistakes_in(stream: Sequence[Mapping[str, Any]]) -> list[Mistake]:
    """What is wrong with a stream, block by block."""
    if stream and stream[0]["type"] != SECTION:
        return [Mistake(0, "", "Begin with a section: it is the first page.")]
    found: list[Mistake] = []
    earlier: dict[str, Question] = {}
    on_this_page: dict[str, Question] = {}
    for number, block in enumerate(stream):
        if block["type"] == SECTION:
            earlier |= on_this_page
            on_this_page = {}
            if number + 1 == len(stream) or stream[number + 1]["type"] == SECTION:
                found.append(Mistake(number, "heading", "This section has no questions."))
            continue
        question = question_of(block)
        if question.key in earlier | on_this_page:
            found.append(Mistake(number, "key", "Another question has this name. Each needs its own."))
        found += [Mistake(number, *why) for why in _mistakes_of(question, earlier)]
        on_this_page[question.key] = question
    return found


def _mistakes_of(question: Question, earlier: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    keys = Counter(choice.key for choice in question.choices)
    if any(count > 1 for count in keys.values()) or NOT_APPLICABLE in keys:
        yield "choices", "Two choices have the same name. Each needs its own."
    if bool(question.asked_after) != bool(question.asked_if):
        yield "asked_if", "Name both the earlier question and its answers, or neither."
    elif question.asked_after:
        before = earlier.get(question.asked_after)
        if before is None:
            yield "asked_after", "No question on an earlier page has this name."
        elif unknown := set(question.asked_if).difference(before.answers):
            yield "asked_if", f"The earlier question has no answer with this name: {', '.join(sorted(unknown))}."


def kept_answers(sections: Iterable[Section], given: Answers) -> dict[str, Any]:
    """Of what was given, the answers to questions that are asked, going from the first to the last."""
    kept: dict[str, Any] = {}
    for question in questions_of(sections):
        if question.key in given and question.is_asked(kept):
            kept[question.key] = given[question.key]
    return kept


def pages_for(sections: Iterable[Section], given: Answers) -> list[Section]:
    """The pages that somebody with these answers meets, each with the questions that are asked; empty ones left out."""
    asked: list[Section] = []
    kept: dict[str, Any] = {}
    for section in sections:
        questions = tuple(question for question in section.questions if question.is_asked(kept))
        if questions:
            asked.append(Section(section.id, questions))
        kept |= {question.key: given[question.key] for question in questions if question.key in given}
    return asked


WORDS = ("heading", "intro", "stem", "stem_for_employees", "hint", "low", "high", "label")
"""The fields of blocks and choices that people read."""

Texts = dict[str, dict[str, str]]
"""By the id of a block or choice, its words by field."""


def texts_of(stream: Iterable[Mapping[str, Any]]) -> Texts:
    """The words of a stream in one language; fields without any are left out."""
    found: Texts = {}
    for block in stream:
        for item in (block, *(block["value"].get("choices") or ())):
            words = {name: item["value"][name].strip() for name in WORDS if (item["value"].get(name) or "").strip()}
            if words:
                found[str(item["id"])] = words
    return found


def is_complete(source: Texts, translated: Texts) -> bool:
    """Whether a translation says all that the source says; it may say more."""
    return all(words.keys() <= translated.get(name, {}).keys() for name, words in source.items())


def stem_of(question: Question, words: Mapping[str, Mapping[str, str]], audience: str) -> str:
    """The question itself, as this audience reads it in the language of `words`; empty where there is no text."""
    said = words.get(question.id, {})
    stem = said.get("stem", "")
    return said.get("stem_for_employees") or stem if audience == Audience.EMPLOYEE else stem


def answers_in_words(
    question: Question, words: Mapping[str, Mapping[str, str]], fixed: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    """The key and the words of each answer to a question, in the language of `words` and `fixed`."""
    own = {choice.key: words.get(choice.id, {}).get("label", "") for choice in question.choices}
    said = {**own, **fixed.get(question.kind, {}), **fixed[NOT_APPLICABLE]}
    return [(key, said.get(key, key)) for key in question.answers]
