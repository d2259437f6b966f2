"""What a side can change by itself: questions of the catalogue, in topics that are shown in this order."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from intake.constants import Path, Side, SideEvent
from intake.questions import contact, needs, people, wishes
from intake.questions.question import PEOPLE, Kind, Page, Question, Store
from portal.common.languages import LANGUAGES


@dataclass(frozen=True, eq=False)
class Topic:
    """One page of questions, and what the timeline of the case says when an answer changed."""

    page: Page
    event: SideEvent

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its questions."""
        return tuple(question.key for question in self.page.questions)


def _some_of(page: Page, *keys: str, also: tuple[Question, ...] = ()) -> Page:
    """A page of the catalogue with these of its questions, and others."""
    known = {question.key: question for question in (*page.questions, *also)}
    return Page(page.name, page.title, tuple(known[key] for key in keys), paths=PEOPLE)


LANGUAGE = Page(
    "language",
    _("The language of our letters"),
    (
        Question(
            "language",
            Kind.CHOICE,
            Store.NEEDS,
            _("In which language do we write to you?"),
            _("Our letters and messages, and this page, are then in this language."),
            _("Choose the language in which we write to you."),
            choices=tuple((language.code, language.name) for language in LANGUAGES),
        ),
    ),
    paths=PEOPLE,
)
SPOKEN = _some_of(
    needs.LANGUAGES, "spoken", "spoken_other", "reading", "interpreter", also=needs.OTHER_LANGUAGE.questions
)
NAME = _some_of(people.NAME, "name")
SUPPORT = _some_of(people.SUPPORT, "support_person")

TOPICS: tuple[Topic, ...] = (
    Topic(NAME, SideEvent.NAME),
    Topic(contact.CONTACT, SideEvent.CONTACT),
    Topic(contact.SAFE_CONTACT, SideEvent.SAFE_CONTACT),
    Topic(contact.BEST_WAY, SideEvent.SAFE_CONTACT),
    Topic(LANGUAGE, SideEvent.LANGUAGE),
    Topic(SPOKEN, SideEvent.NEEDS),
    Topic(needs.ACCESS, SideEvent.NEEDS),
    Topic(SUPPORT, SideEvent.NEEDS),
    Topic(wishes.AVAILABILITY, SideEvent.NEEDS),
)
BY_NAME = {topic.page.name: topic for topic in TOPICS}
"""The topics by the word in their address."""


def path_of(side: str) -> Path:
    """In whose words a side is asked; it speaks for itself, whoever asked for it."""
    return Path.SELF if side == Side.COMMUNITY else Path.EMPLOYEE
