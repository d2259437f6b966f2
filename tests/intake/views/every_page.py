"""Every page of a path as a person meets it in a language: as it is, and with mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bs4 import BeautifulSoup
from django.test import Client

from intake.constants import Path
from intake.questions.catalogue import page_named
from intake.questions.question import Kind, Page, Question
from portal.common.languages import BY_CODE
from tests.answers import MOST_PAGES

PUBLIC_PATHS = (Path.SELF, Path.OTHER, Path.EMPLOYEE)
LAST_DAY = {"month": "2", "day": "31", "year": "2026"}


@dataclass(frozen=True)
class Seen:
    """One page: its language, path and name, its number, whether it tells of mistakes, and its source."""

    language: str
    path: Path
    step: str
    number: int
    has_mistakes: bool
    source: bytes
    all_wrong: bool = False

    @cached_property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "html.parser")

    @property
    def page(self) -> Page:
        """Its place in the catalogue."""
        return page_named(self.step, self.path)

    def __str__(self) -> str:
        return f"{self.language} {self.path} {self.step}{' with mistakes' if self.has_mistakes else ''}"


def wrong(question: Question) -> dict[str, str | list[str]]:
    """What nobody can mean as an answer to this question."""
    key = question.key
    match question.kind:
        case Kind.DATE:
            return {f"{key}_{part}": value for part, value in LAST_DAY.items()}
        case Kind.PHONE:
            return {key: "12"}
        case Kind.EMAIL:
            return {key: "rosa@"}
        case Kind.CHOICES if question.alone:
            return {key: [choice for choice, _ in question.choices]}
        case Kind.CHOICES:
            return {key: ["no such choice"]}
        case Kind.CHOICE | Kind.LIST:
            return {key: "no such choice"}
        case Kind.TICK:
            return {}
    return {key: "x" * (question.limit + 1)}


def all_wrong(page: Page) -> dict[str, str | list[str]]:
    """Every question of a page, answered wrongly."""
    return {key: value for question in page.questions for key, value in wrong(question).items()}


def door(client: Client, language: str, path: Path) -> str:
    """The address of the first page."""
    if path is Path.EMPLOYEE:
        return client.post(f"/{language}/referral/employee/")["Location"]
    return client.get(f"/{language}/referral/new/")["Location"]


def has_words_of_its_own(page: Page, path: Path) -> bool:
    """Whether the path of someone who asks for themselves does not show the same page."""
    mine = path is Path.SELF or Path.SELF not in page.paths or page.name == "review"
    return mine or path in page.titles or any(path in question.wording for question in page.questions)


def walk(path: Path) -> Iterator[Seen]:
    """Goes through every page of a path once and sees each that is not like one of another path, in every language.
    What is wrong with an answer is said alike on all paths; what is missing is not. Sends nothing."""
    client = Client()
    address = door(client, "en", path)
    for number, (step, answers) in enumerate(MOST_PAGES[path].items(), start=1):
        assert f"/{step}/" in address, (step, address)
        page = page_named(step, path)
        if has_words_of_its_own(page, path):
            yield from (see(client, address, path, step, number, language) for language in BY_CODE)
            for mistakes in ({}, all_wrong(page)) if path is Path.SELF else ({},):
                after = client.post(address, mistakes)["Location"]
                if "wrong=" in after:
                    found = (see(client, after, path, step, number, language) for language in BY_CODE)
                    yield from (replace(seen, all_wrong=bool(mistakes)) for seen in found)
        if step != "review":
            address = client.post(address, answers)["Location"]


def see(client: Client, address: str, path: Path, step: str, number: int, language: str) -> Seen:
    """A page of this browser's draft in a language; a draft is the same in all of them."""
    source = client.get(address.replace("/en/", f"/{language}/", 1)).content
    return Seen(language, path, step, number, "wrong=" in address, source)
