"""What every page of the public site can do: its addresses in each language, hreflang, and few queries.

An uncached page costs three queries and one for what it lists (TRIED B10): Wagtail's own address and language look-ups
cost one query per ancestor and language, so addresses here are read off `url_path`.
That holds because there is one site and each language's home page lies right under the root of the tree.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified
from portal.common.context import in_menu_order, menu_entry
from portal.common.languages import SOURCE_LANGUAGE, Language, language_of
from portal.common.page_text import first_words, visible_text
from portal.common.restrictions import may_be_restricted
from portal.common.rich_text import linked_ids, rich_texts
from portal.common.seo import CARD, Data, breadcrumbs, card_locale, json_ld
from portal.common.surroundings import BELOW_HOME, Surroundings, Version, address, surroundings


class TranslationNotice(models.TextChoices):
    """What a reader must know about a translation; set when it is published (portal/common/translation_notices.py)."""

    NONE = "", "none"
    MACHINE = "machine", "drafted by a machine, not yet reviewed"
    PARTIAL = "partial", "partly still in the source language"


class BasePage(Page):
    """The ground of every page type. A page type names its place in the tree; without that it can be made nowhere."""

    translation_notice = models.CharField(
        max_length=10, choices=TranslationNotice.choices, default=TranslationNotice.NONE, blank=True, editable=False
    )

    field_classes = classified(retention=Retention.CONTENT, K1="translation_notice")
    parent_page_types: list[str] = []
    subpage_types: list[str] | None = []
    # The same slug in every language, so that an address shared by word of mouth works in all of them.
    override_translatable_fields = [SynchronizedField("slug")]
    # Fields that a translation takes from its source as soon as either is published (portal/common/source_facts.py).
    facts_of_source: tuple[str, ...] = ()
    # What search calls a page of this type, and what it shows first: questions are 1, guides 2.
    search_kind: Any = gettext_lazy("Page")
    search_rank = 3
    # Translated fields that search finds a page by as it does by its title, and that no reader sees.
    search_only: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context and what the page shell needs: languages, addresses, and `links` by page id."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        around = self.surroundings()
        own = next(version for version in around.versions if version.page_id == self.pk)
        real = [version for version in around.versions if version.is_real]
        shown = [version for version in around.versions if version.is_real or version is own]
        origin = next((version for version in real if version.language == own.shown_in), own)
        return context | {
            "language": own.language,
            "shown_in": own.shown_in,
            "languages": in_menu_order([menu_entry(v.language, v.url, own.language) for v in shown]),
            "alternates": alternates(real, request),
            "canonical": request.build_absolute_uri(origin.url),
            "own_url": own.url,
            "up_url": f"{own.url.rstrip('/').rpartition('/')[0]}/",
            "links": around.links,
            "structured_data": json_ld([*self._way_here(around, request), *self.structured_data(request)]),
            "card_image": request.build_absolute_uri(static(CARD)),
            "card_locale": card_locale(own.shown_in),
        }

    def structured_data(self, request: HttpRequest) -> list[Data]:
        """What the page is about in schema.org's words, besides the way to it; page types override it."""
        return []

    @property
    def language(self) -> Language:
        """The language of the page's tree. It asks the database nothing where the locale was read with the page."""
        return language_of(self.locale.language_code)

    @property
    def own_address(self) -> str:
        """The page's own address on this site, such as `/es/request/`."""
        return address(self.url_path, self.language)

    def absolute_url(self, request: HttpRequest) -> str:
        """The page's own address with scheme and host. It asks the database nothing that the page did not ask."""
        return request.build_absolute_uri(self.own_address)

    def _way_here(self, around: Surroundings, request: HttpRequest) -> list[Data]:
        """The way from the home page; nothing on the home page itself."""
        if not self.depth or self.depth < BELOW_HOME:
            return []
        home = f"/{self.locale.language_code}/"
        steps = [(gettext("Home"), home), *((link.title, link.url) for link in around.trail)]
        way = [(name, request.build_absolute_uri(url)) for name, url in steps]
        return [breadcrumbs([*way, (self.title, self.absolute_url(request))])]

    def surroundings(self) -> Surroundings:
        """The page in every language it was ever made in, drafts and aliases too; its links. One query."""
        language = self.language
        around = surroundings(language, self, self.linked_page_ids())
        if not any(version.page_id == self.pk for version in around.versions):
            # A preview of a page that was never saved.
            around.versions.append(Version(self.pk, language, f"/{language.code}/", False, language))
        return around

    def linked_page_ids(self) -> set[int]:
        """The ids of the pages that the page's words link to. It asks the database nothing."""
        return {page_id for text in rich_texts(self) for page_id in linked_ids(text)}

    def shared_facts(self) -> dict[str, Any]:
        """The values that every translation of this source page shows, by field name."""
        return {name: getattr(self, name) for name in self.facts_of_source}

    @property
    def description(self) -> str:
        """What search engines and previews of links say about the page: the editor's words, else the page's first."""
        return self.search_description or first_words(self)

    def search_text(self) -> str:
        """The words of the page that search finds it by, besides its title; only what every reader sees."""
        return visible_text(self)

    def search_names(self) -> str:
        """What search takes for the page's title: the title, and what else people call it."""
        return "\n".join([self.title, *(getattr(self, name) for name in self.search_only)])

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's restrictions of this page; its three queries are spared when there can be none."""
        return super().get_view_restrictions() if may_be_restricted(self) else PageViewRestriction.objects.none()

    def route_below(self, request: HttpRequest, components: list[str]) -> RouteResult:
        """The page that the path `components` lead to from here, at any depth, in two queries: the page, and the row
        of its type. One query that joins every page type costs PostgreSQL 40 times as long to plan as to run.

        Between a page and a deeper one on the same path the deeper one answers; what is left of the path is its own
        to route, so a page type may have addresses inside itself. Raises Http404 as Wagtail does.
        """
        paths = [f"{self.url_path}{'/'.join(components[:count])}/" for count in range(1, len(components) + 1)]
        deepest = (
            # The slug is there for its index: Wagtail keeps none on url_path.
            Page.objects.filter(url_path__in=paths, slug__in=components)
            .select_related("locale")
            .order_by("-depth")
            .first()
        )
        if deepest is None:
            return super().route(request, components)
        page: Page = deepest.specific
        page.locale = deepest.locale
        return page.route(request, components[page.depth - self.depth :])


def alternates(versions: list[Version], request: HttpRequest) -> list[dict[str, str]]:
    """The hreflang links of a page: every real version and x-default, its source; none when there is only one."""
    if len(versions) < 2:
        return []
    links = {version.language.tag: request.build_absolute_uri(version.url) for version in versions}
    default = links.get(SOURCE_LANGUAGE.tag)
    if default is not None:
        links["x-default"] = default
    return [{"tag": tag, "url": url} for tag, url in sorted(links.items())]


def page_models() -> list[type[BasePage]]:
    """Every page type of ours."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]
