"""Builds unsaved pages from the words of a content file, and says which page belongs where.

Ids of blocks and list entries come from their keys and places, so they are the same in every language.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Page

from home.models import FiguresPage
from home.seeding.content import block, items, named
from outreach.models import (
    EventIndexPage,
    FaqIndexPage,
    FaqPage,
    GuidePage,
    MaterialIndexPage,
    NewsIndexPage,
)
from outreach.seeding.content import Content, Words
from outreach.seeding.rich_text import PageIds, flowing, paragraph
from portal.common.part_pages import ListingPage

NAMESPACE = uuid5(NAMESPACE_URL, "mediation-portal/outreach/content")
FAQ_INDEX = "faq"
LISTINGS: dict[str, type[ListingPage]] = {
    FAQ_INDEX: FaqIndexPage,
    "events": EventIndexPage,
    "news": NewsIndexPage,
    "materials": MaterialIndexPage,
    "figures": FiguresPage,
}
# The page list below the home page, in the order of the menu: the first five are at the top of every page.
MENU = (
    *("how-it-works", FAQ_INDEX, "events", "for-police-personnel", "contact"),
    *("for-community-members", "language-and-access", "not-this-program"),
    *("materials", "news", "figures", "accessibility", "privacy-notice"),
)
# Not pages of a tree: searching has an address of its own.
NOT_HERE = ("search",)


@dataclass(frozen=True)
class Seed:
    """One page: its key, which is its slug; the key of the page above it, empty for the home page; and its builder."""

    key: str
    parent: str
    build: Callable[[Content, PageIds], Page]

    @property
    def translation_key(self) -> UUID:
        """What the page is known by in every language, and ever after: a page that was deleted stays so."""
        return uuid5(NAMESPACE, f"{self.parent}/{self.key}")


def seeds(source: Content) -> list[Seed]:
    """Every page that the source language has, in the order in which they stand."""
    return [*_below_home(source), *(Seed(key, FAQ_INDEX, partial(faq_page, key)) for key in source.faqs)]


def _below_home(source: Content) -> Iterator[Seed]:
    keys = [key for key in (*source.guides, *source.pages) if key not in NOT_HERE]
    for key in sorted(keys, key=lambda key: MENU.index(key) if key in MENU else len(MENU)):
        builder = listing_page if key in LISTINGS else guide_page
        yield Seed(key, "", partial(builder, key))


def guide_page(key: str, content: Content, ids: PageIds) -> GuidePage:
    """An unsaved guide."""
    return GuidePage(**_common(content.guides.get(key) or content.pages[key], ids))


def listing_page(key: str, content: Content, ids: PageIds) -> ListingPage:
    """An unsaved page that lists others."""
    words = content.pages[key]
    page = LISTINGS[key](
        **_common(words, ids),
        empty_heading=words["empty"]["heading"],
        empty_text=flowing(words["empty"]["paragraphs"], ids),
    )
    if isinstance(page, FaqIndexPage):
        page.topics = [block("topics", topic["key"], "topic", named(topic, "key title")) for topic in content.topics]
    return page


def faq_page(key: str, content: Content, ids: PageIds) -> FaqPage:
    """An unsaved question."""
    words = content.faqs[key]
    related = [(other, ids[other]) for other in words["related"] if other in ids]
    return FaqPage(
        title=words["question"],
        slug=key,
        answer=flowing(words["answer"], ids),
        also_asked=words.get("also_asked", ""),
        related=[block(f"faq.{key}.related", other, "question", page_id) for other, page_id in related],
        **named(words, "topic audience to_confirm"),
    )


def _common(words: Words, ids: PageIds) -> Words:
    key = words["key"]
    return named(words, "title seo_title search_description") | {
        "slug": key,
        "show_in_menus": key in MENU,
        "intro": paragraph(words["intro"], ids),
        "parts": [_part(key, part, ids) for part in words["sections"]],
    }


def _part(page: str, words: Words, ids: PageIds) -> Words:
    place = f"{page}.{words['key']}"
    value = named(words, "key heading")
    if words["kind"] in ("points", "steps"):
        points = items(f"{place}.points", [paragraph(point, ids) for point in words["points"]])
        value |= {"body": flowing(words["paragraphs"], ids), "points": points}
    else:
        value |= {"body": flowing(words["paragraphs"], ids, words["points"])}
    return block(page, words["key"], words["kind"], value)
