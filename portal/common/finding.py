"""What search engines are told: the sitemap with each page's languages, and which addresses are no use to them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, PageViewRestriction

from portal.common.kept_values import KeptValues
from portal.common.languages import BY_CODE, LANGUAGES, SOURCE_LANGUAGE
from portal.common.pages import alternates, page_models
from portal.common.policies import public
from portal.common.surroundings import Version, address

# Each in every language. The protocol allows many more, but a file of these takes hardly longer than any other page.
PAGES_PER_FILE = 100
# Below each language's prefix: people's own pages, and answers to what someone typed.
NOT_FOR_SEARCH = ("referral", "resume", "my", "survey", "search")
SHARED_NOT_FOR_SEARCH = ("/admin/", "/accounts/", "/go/")


@dataclass(frozen=True)
class Entry:
    """One address of the sitemap, the same page's address in each language, and when it last changed."""

    url: str
    changed: datetime | None
    alternates: list[dict[str, str]]


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language that it really exists in; an index of several files when they are many.

    Four queries at most, and the pages of one file, however many pages there are.
    """
    starts = kept_starts.of(PAGES_PER_FILE)
    files = Paginator(starts, 1)
    number = request.GET.get("p")
    if number is None and files.num_pages > 1:
        parts = [request.build_absolute_uri(f"/sitemap.xml?p={part}") for part in files.page_range]
        return as_xml(request, "sitemap_index.xml", {"parts": parts})
    try:
        file = files.page(number or 1).number
    except InvalidPage as error:
        raise Http404 from error
    return as_xml(request, "sitemap.xml", {"entries": entries(listed_between(*starts[file - 1 : file + 1]), request)})


def read_starts(per_file: int) -> list[UUID]:
    """The translation key of each file's first page: all the languages of a page are in one file, so that it can name
    them. Two queries."""
    keys = listed_pages().order_by("translation_key").values_list("translation_key", flat=True).distinct()
    return list(keys)[::per_file]


kept_starts = KeptValues(read_starts)


def listed_between(start: UUID | None = None, end: UUID | None = None) -> QuerySet[Page]:
    """The listed pages whose translation key is at least `start` and less than `end`."""
    pages = listed_pages()
    if start is not None:
        pages = pages.filter(translation_key__gte=start)
    return pages if end is None else pages.filter(translation_key__lt=end)


def entries(listed: QuerySet[Page], request: HttpRequest) -> Iterator[Entry]:
    """The entries of these pages, all languages of a page together. One query."""
    pages: dict[UUID, list[tuple[Version, datetime | None]]] = defaultdict(list)
    for key, pk, code, path, changed in listed.values_list(
        "translation_key", "pk", "locale__language_code", "url_path", "last_published_at"
    ):
        language = BY_CODE[code]
        pages[key].append((Version(pk, language, address(path, language), True, language), changed))
    for same in pages.values():
        links = alternates([version for version, _ in same], request)
        for version, changed in same:
            yield Entry(request.build_absolute_uri(version.url), changed, links)


def listed_pages() -> QuerySet[Page]:
    """Live pages of our types that anyone may read, without those that only mirror another language's."""
    types = ContentType.objects.get_for_models(*page_models()).values()
    private = Q(pk__in=[])
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        private |= Q(path__startswith=path)
    return (
        Page.objects.live()
        .filter(content_type__in=types, alias_of=None, locale__language_code__in=BY_CODE)
        .exclude(private)
        .order_by("translation_key", "path")
    )


def as_xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The template as an answer whose language is not the reader's: it has none."""
    response = render(request, template, context, content_type="application/xml")
    response["Content-Language"] = SOURCE_LANGUAGE.tag
    response["X-Robots-Tag"] = "noindex"
    return response


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines need not go, and where the sitemap is."""
    below = [f"/{language.code}/{part}/" for language in LANGUAGES for part in NOT_FOR_SEARCH]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in (*SHARED_NOT_FOR_SEARCH, *below)),
        "",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Language"] = SOURCE_LANGUAGE.tag
    return response
