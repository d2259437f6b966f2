"""What a question is, as data. The catalogue (intake/questions/catalogue.py) has them all.

From the same entries come the wizard, check-answers, the staff's entry of phone and paper requests, the copy that a
person keeps, the blank form and the data dictionary, so adding a question touches one file and the translations.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from intake.constants import Path

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Words that may be translated later.
Text: TypeAlias = "str | _StrPromise"
Answers = Mapping[str, object]
"""Cleaned answers by the key of their question; questions that were not answered are missing."""


class Zone(Enum):
    """Who may see an answer (DOMAIN section 2)."""

    A = "the referral record, which the City may see"
    B = "mediation-confidential: the program alone"
    C = "voluntary statistics, never joined to a case"


class Column(NamedTuple):
    """A column of Referral: its name, the zone of its answers and their data class (SECURITY.md section 2)."""

    name: str
    zone: Zone
    data_class: str


class Store(Enum):
    """Where answers are kept. All answers of one column have one zone and one data class."""

    PATH = Column("path", Zone.A, "K3")
    NEEDS = Column("needs", Zone.A, "K3")
    CONTACT = Column("contact", Zone.A, "K4")
    SAFE_CONTACT = Column("safe_contact", Zone.B, "K4")
    REPRESENTATION = Column("representation", Zone.A, "K4")
    EMPLOYEE = Column("employee", Zone.A, "K5")
    ACCOUNT = Column("account", Zone.A, "K6")
    SCREENING = Column("screening", Zone.A, "K6")
    WISHES = Column("wishes", Zone.B, "K6")
    COMPLAINT = Column("complaint", Zone.A, "K6")
    CONSENT = Column("consent", Zone.A, "K7")
    STATISTICS = Column("statistics", Zone.C, "K9")


class Kind(Enum):
    """How a question is answered."""

    TEXT = "one line"
    NAME = "a name, in any script"
    LONG_TEXT = "several lines"
    PHONE = "a phone number"
    EMAIL = "an e-mail address"
    DATE = "a date that may be remembered in parts"
    CHOICE = "one of a few"
    LIST = "one of many"
    CHOICES = "any of a few"
    TICK = "a box to tick"


class Wording(NamedTuple):
    """What a question says on one path instead; empty texts stay as they are."""

    label: Text
    hint: Text = ""
    missing: Text = ""


@dataclass(frozen=True, eq=False)
class Question:
    """One question.

    `key` is stored and never changes its meaning. `hint` says in one sentence why we ask. `missing` is what to say when
    it was left empty; a question without it is optional on that path. `alone` are choices that go with no other.
    `limit` is a number of characters. `ahead` allows a date in the future. `wording` holds the words for paths that
    need others.
    """

    key: str
    kind: Kind
    store: Store
    label: Text
    hint: Text = ""
    missing: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    alone: Collection[str] = ()
    limit: int = 200
    too_long: Text = ""
    autocomplete: str = "off"
    ahead: bool = False
    wording: Mapping[Path, Wording] = field(default_factory=dict)

    def asked_on(self, path: Path) -> Wording:
        """The label, the hint and the words for an empty answer on this path."""
        other = self.wording.get(path, Wording(self.label))
        return Wording(other.label, other.hint or self.hint, other.missing or self.missing)

    @property
    def is_own_words(self) -> bool:
        """Whether people type what they like, in a language of their own."""
        return self.kind in {Kind.TEXT, Kind.NAME, Kind.LONG_TEXT}


class When(NamedTuple):
    """A condition: the question `key` was answered with one of `values`. Where a path does not ask it, it holds."""

    key: str
    values: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        """Whether an answer, or one of several, is among the values."""
        given = answers.get(self.key)
        return bool(self.values & set(given if isinstance(given, list) else [given]))

    def state(self, answers: Answers) -> bool | None:
        """Whether it holds, or None while its question has no answer."""
        return self.holds(answers) if answers.get(self.key) else None


def when(key: str, *values: str) -> When:
    """Reads as a sentence: `when("spoken", "other")`."""
    return When(key, frozenset(values))


BOTH = frozenset({Path.SELF, Path.OTHER})
PEOPLE = BOTH | {Path.EMPLOYEE}
EVERYONE = frozenset(Path)


@dataclass(frozen=True, eq=False)
class Page:
    """One page: one topic, up to three questions, or more where they are parts of one thing.

    `one_of` are questions of which at least one needs an answer on the paths `one_of_on`; `none_given` says so.
    """

    name: str
    title: Text
    questions: tuple[Question, ...]
    paths: frozenset[Path] = BOTH
    conditions: tuple[When, ...] = ()
    titles: Mapping[Path, Text] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    one_of_on: frozenset[Path] = frozenset()
    none_given: Text = ""

    def titled(self, path: Path) -> Text:
        """The title on this path."""
        return self.titles.get(path, self.title)
