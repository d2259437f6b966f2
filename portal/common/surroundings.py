"""What a page needs to know of other pages, in one query: its own translations, the pages it links to, the way here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Page

from portal.common.languages import BY_CODE, SOURCE_LANGUAGE, Language, language_of

BELOW_HOME = 3


def address(url_path: str, language: Language) -> str:
    """The address, such as `/es/request/`, of a page from its place in Wagtail's tree, such as `/home-es/request/`."""
    return f"/{language.code}/{url_path.lstrip('/').partition('/')[2]}"


@dataclass(frozen=True)
class Version:
    """One page as it exists in one language; `shown_in` is the language of its words, not `language` for an alias."""

    page_id: int
    language: Language
    url: str
    live: bool
    shown_in: Language

    @property
    def is_real(self) -> bool:
        """Whether a reader finds this page, in this language, here."""
        return self.live and self.language == self.shown_in


@dataclass(frozen=True)
class PageLink:
    """A link to a live page: in the reader's language if the page exists in it, else in the source language."""

    title: str
    url: str
    language: Language


@dataclass(frozen=True)
class Surroundings:
    """The answer of the query; `links` has the pages asked for that are live, by the id that was asked for; `trail`
    the live pages between the home page and this one, from the top."""

    versions: list[Version] = field(default_factory=list)
    links: dict[int, PageLink] = field(default_factory=dict)
    trail: tuple[PageLink, ...] = ()


class Row(NamedTuple):
    """One page in one language, as the query gives it."""

    pk: int
    translation_key: UUID
    code: str
    url_path: str
    live: bool
    alias: str | None
    title: str
    path: str

    @property
    def link(self) -> PageLink:
        """The way to this page."""
        language = BY_CODE[self.code]
        return PageLink(self.title, address(self.url_path, language), language)


def surroundings(language: Language, page: Page, linked: Iterable[int] = ()) -> Surroundings:
    """What a reader of `page` in `language` needs to know of other pages: of those with the ids `linked`, and more."""
    wanted = set(linked)
    between = paths_between(page)
    rows = [row for row in map(Row._make, _rows(language, page, wanted, between)) if row.code in BY_CODE]
    return Surroundings(
        versions=[_version(row) for row in rows if row.translation_key == page.translation_key],
        links=_links(rows, language, wanted),
        trail=tuple(row.link for row in rows if row.path in between and row.live),
    )


def paths_between(page: Page) -> list[str]:
    """The places in the tree between the home page and `page`; none for a page that was never saved."""
    if not page.depth:
        return []
    return [page.path[: page.steplen * depth] for depth in range(BELOW_HOME, page.depth)]


def _rows(language: Language, page: Page, linked: set[int], between: list[str]) -> QuerySet[Page]:
    """The pages asked for, in the reader's and the source language; `page` in every language.

    All by their translation keys, so that PostgreSQL goes by its indexes.
    """
    asked = linked | {page.pk} if page.pk else linked
    keys = Page.objects.order_by().filter(Q(pk__in=asked) | Q(path__in=between)).values("translation_key")
    shown = (
        Q(locale__language_code__in={language.code, SOURCE_LANGUAGE.code})
        | Q(pk__in=asked)
        | Q(translation_key=page.translation_key)
    )
    return (
        Page.objects.filter(shown, translation_key__in=keys)
        .order_by("path")
        .values_list(
            *("pk", "translation_key", "locale__language_code", "url_path", "live", "alias_of__locale__language_code"),
            *("title", "path"),
        )
    )


def _version(row: Row) -> Version:
    language = BY_CODE[row.code]
    return Version(row.pk, language, address(row.url_path, language), row.live, language_of(row.alias or row.code))


def _links(rows: list[Row], language: Language, linked: set[int]) -> dict[int, PageLink]:
    """For each id the page in the reader's language, else the page that was asked for, else the source language's."""
    links: dict[int, PageLink] = {}
    for asked in (row for row in rows if row.pk in linked):
        same = [row for row in rows if row.translation_key == asked.translation_key and row.live]
        same.sort(key=lambda row: (row.code != language.code, row.pk != asked.pk, row.code != SOURCE_LANGUAGE.code))
        if same:
            links[asked.pk] = same[0].link
    return links
