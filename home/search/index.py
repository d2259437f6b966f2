"""Keeps the search entries in step with the public pages: what is live, public and in its own language can be found."""

from itertools import islice
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from home.models import SearchEntry
from home.search.endings import configuration
from home.search.words import indexed, vocabulary
from portal.common.languages import BY_CODE, Language
from portal.common.pages import BasePage
from portal.common.restrictions import restricted

# What is longer is not one page's text; PostgreSQL takes up to a megabyte of words.
MOST_LETTERS = 100_000
BATCH = 500
FIELDS = ("language", "configuration", "rank", "title", "body", "title_words", "body_words", "vocabulary")


def findable_pages() -> Any:
    """The pages that search may show: live, open to everybody, no mirror of another page, in a language we speak."""
    return Page.objects.filter(~restricted(), live=True, alias_of=None, locale__language_code__in=BY_CODE)


def refresh(pages: QuerySet[Page]) -> int:
    """Brings the entries of these pages up to date, those that search may no longer show included; says how many of
    them it shows now. Words are read from the database: a page in memory may be a draft."""
    asked = pages.order_by().values("pk")
    found = findable_pages().filter(pk__in=asked)
    SearchEntry.objects.filter(page__in=asked).exclude(page__in=found.values("pk")).delete()
    specific = found.select_related("locale").specific().iterator(chunk_size=BATCH)
    entries = (entry_for(page) for page in specific if isinstance(page, BasePage))
    count = 0
    while batch := list(islice(entries, BATCH)):
        write(batch)
        count += len(batch)
    return count


def write(entries: list[SearchEntry]) -> None:
    """Stores the entries, in place of older ones of the same pages."""
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["page"], update_fields=FIELDS)


def entry_for(page: BasePage) -> SearchEntry:
    """The entry of a page from its words as they are in `page`: pass a published one."""
    language = BY_CODE[page.locale.language_code]
    return entry_of(page, language, page.search_rank, page.search_text(), page.search_names())


def entry_of(page: Page, language: Language, rank: int, text: str, names: str = "") -> SearchEntry:
    """The entry of a page that has this text below its title; `names` is the title with what else it is found by."""
    body, names = text[:MOST_LETTERS], names or page.title
    return SearchEntry(
        page_id=page.pk,
        language=language.code,
        configuration=configuration(language.stemmer),
        rank=rank,
        title=page.title,
        body=body,
        title_words=indexed(names, language),
        body_words=indexed(body, language),
        vocabulary=vocabulary(f"{names}\n{body}"),
    )
