"""The catalogue: every page of every path in its order, and which of them a person meets."""

from collections.abc import Iterator
from functools import cache

from intake.constants import Path
from intake.questions import city, contact, incident, internal, needs, people, screening, wishes
from intake.questions.consents import CITY_REVIEW, REVIEW
from intake.questions.question import Answers, Page, Question

PAGES: tuple[Page, ...] = (
    people.WHO,
    internal.WORK_ROLE,
    city.FILED_COMPLAINT,
    people.HELPER,
    people.HELPER_CONTACT,
    people.NAME,
    contact.CONTACT,
    contact.SAFE_CONTACT,
    contact.BEST_WAY,
    needs.LANGUAGES,
    needs.OTHER_LANGUAGE,
    needs.ACCESS,
    people.SUPPORT,
    people.GUARDIAN,
    incident.WHEN_WHERE,
    incident.CONTACT_KIND,
    incident.CONCERN,
    incident.DIFFERENT,
    internal.WORK_CONFLICT,
    incident.ACCOUNT,
    incident.PERSON,
    screening.COMPLAINT,
    screening.COMPLAINT_FILED,
    screening.COMPLAINT_HELP,
    screening.SCREENING_THEN,
    screening.SCREENING_NOW,
    internal.WORK_LIMITS,
    city.ALLEGATIONS,
    city.PENDING,
    city.EARLIER,
    wishes.HOPES,
    wishes.AVAILABILITY,
    REVIEW,
    CITY_REVIEW,
)


@cache
def pages_of(path: Path) -> tuple[Page, ...]:
    """Every page that a path may have, conditions aside; check-answers is the last."""
    return tuple(page for page in PAGES if path in page.paths)


def first_page(path: Path) -> Page:
    """The page that a door opens on: the first one after the question that the door itself has answered."""
    return next(page for page in pages_of(path) if page is not people.WHO)


@cache
def keys_of(path: Path) -> frozenset[str]:
    """The keys of every question that a path may ask."""
    return frozenset(question.key for page in pages_of(path) for question in page.questions)


def pages_for(path: Path, answers: Answers) -> list[Page]:
    """The pages that a person with these answers meets, in order. Pure: the wizard asks it many times."""
    asked = keys_of(path)
    return [
        page
        for page in pages_of(path)
        if all(condition.key not in asked or condition.holds(answers) for condition in page.conditions)
    ]


@cache
def page_named(name: str, path: Path) -> Page | None:
    """The page of this name on a path, or None."""
    return next((page for page in pages_of(path) if page.name == name), None)


def questions() -> Iterator[tuple[Page, Question]]:
    """Every question once, with the first page that asks it."""
    seen: set[str] = set()
    for page in PAGES:
        for question in page.questions:
            if question.key not in seen:
                seen.add(question.key)
                yield page, question
