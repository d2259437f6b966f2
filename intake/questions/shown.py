"""Answers in words: what check-answers, the staff's case page, the copy and the print view show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from phonenumber_field.phonenumber import PhoneNumber

from intake.constants import Path
from intake.questions.question import Answers, Kind, Page, Question, Store, Text
from portal.common.dates import long_date


@dataclass(frozen=True)
class Answer:
    """One question as a person sees it beside what was answered. `values` is empty for what was not provided;
    `is_own_words` says that the person typed it, in a language of their own."""

    key: str
    label: Text
    values: tuple[str, ...]
    is_own_words: bool = False


@dataclass(frozen=True)
class Section:
    """One page with its answers."""

    name: str
    title: Text
    answers: tuple[Answer, ...]

    @property
    def is_its_question(self) -> bool:
        """Whether the title says no more than the only question does."""
        return len(self.answers) == 1 and _bare(self.title) == _bare(self.answers[0].label)

    @property
    def given(self) -> list[Answer]:
        """Those that were provided."""
        return [answer for answer in self.answers if answer.values]


def sections(pages: Iterable[Page], path: Path, answers: Answers) -> list[Section]:
    """The answers page by page, in words of the active language; agreements are shown apart."""
    return [Section(page.name, page.titled(path), _answers(page, path, answers)) for page in pages if _asks(page)]


def in_words(question: Question, value: object) -> tuple[str, ...]:
    """A stored answer as people read it: one text, or one for each choice; none for no answer."""
    if value in (None, "", []):
        return ()
    if question.kind is Kind.TICK:
        return (gettext("Yes"),)
    if question.choices:
        words: dict[object, Text] = dict(question.choices)
        given = value if isinstance(value, list) else [value]
        return tuple(str(words.get(choice, choice)) for choice in given)
    if question.kind is Kind.DATE:
        return (long_date(date.fromisoformat(str(value))),)
    if question.kind is Kind.PHONE:
        return (str(PhoneNumber.from_string(str(value)).as_national),)
    return (str(value),)


def _bare(words: Text) -> str:
    """The words without the signs of a question, which Armenian sets inside a word."""
    return str(words).translate(dict.fromkeys(map(ord, "?？¿՞։. "))).lower()


def _asks(page: Page) -> bool:
    return any(question.store is not Store.CONSENT for question in page.questions)


def _answers(page: Page, path: Path, answers: Answers) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            question.key,
            question.asked_on(path).label,
            in_words(question, answers.get(question.key)),
            question.is_own_words,
        )
        for question in page.questions
    )
