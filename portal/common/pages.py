"""What every page of the public site can do: its addresses in each language, hreflang, and few queries.

An uncached page costs six queries, seven outside the source language (TRIED B10): Wagtail's own address and
language look-ups cost one query per ancestor and language, so addresses here are read off `url_path`.
That holds because there is one site and each language's home page lies right under the root of the tree.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified
from portal.common.context import in_menu_order, menu_entry
from portal.common.languages import BY_CODE, SOURCE_LANGUAGE, Language, language_of


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
    subpage_types: list[str] = []
    # The same slug in every language, so that an address shared by word of mouth works in all of them.
    override_translatable_fields = [SynchronizedField("slug")]
    # Set by `route_below`: False spares Wagtail's three queries for restrictions that do not exist.
    may_be_restricted: bool | None = None

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context and the page's language, Languages menu, hreflang alternates and canonical address."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        versions = self.versions()
        own = next(version for version in versions if version.page_id == self.pk)
        real = [version for version in versions if version.is_real]
        shown = [version for version in versions if version.is_real or version is own]
        origin = next((version for version in real if version.language == own.shown_in), own)
        return context | {
            "language": own.language,
            "shown_in": own.shown_in,
            "languages": in_menu_order([menu_entry(v.language, v.url, own.language) for v in shown]),
            "alternates": alternates(real, request),
            "canonical": request.build_absolute_uri(origin.url),
        }

    def versions(self) -> list[Version]:
        """This page in every language it was ever made in, drafts and aliases too, itself included. One query."""
        rows = Page.objects.filter(translation_key=self.translation_key).values_list(
            "pk", "locale__language_code", "url_path", "live", "alias_of__locale__language_code"
        )
        versions = [
            Version(pk, BY_CODE[code], address(path, BY_CODE[code]), live, language_of(alias or code))
            for pk, code, path, live, alias in rows
            if code in BY_CODE
        ]
        if not any(version.page_id == self.pk for version in versions):
            # A preview of a page that was never saved.
            language = language_of(self.locale.language_code)
            versions.append(Version(self.pk, language, f"/{language.code}/", False, language))
        return versions

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's restrictions of this page, asked for only when one query says that there may be any."""
        if self.may_be_restricted is None:
            self.may_be_restricted = Page.objects.filter(restricted(), pk=self.pk).exists()
        if self.may_be_restricted:
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def route_below(self, request: HttpRequest, components: list[str]) -> RouteResult:
        """The page that the path `components` lead to from here, at any depth, in one query.

        Between a page and a deeper one on the same path the deeper one answers; what is left of the path is its own
        to route, so a page type may have addresses inside itself. Raises Http404 as Wagtail does.
        """
        paths = [f"{self.url_path}{'/'.join(components[:count])}/" for count in range(1, len(components) + 1)]
        deepest = (
            Page.objects.filter(url_path__in=paths)
            .select_related(*_page_types())
            .annotate(may_be_restricted=restricted())
            .order_by("-depth")
            .first()
        )
        if deepest is None:
            return super().route(request, components)
        page = _specific(deepest)
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


def restricted() -> Exists:
    """The condition that a page of the outer query may be restricted: itself, above it, or through a mirrored page.

    Aliases take the restrictions of the page they mirror, wherever it lies: Wagtail itself sorts those out.
    """
    outer_path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    return Exists(
        PageViewRestriction.objects.annotate(outer_path=outer_path).filter(
            Q(outer_path__startswith=F("page__path")) | Q(page__aliases__isnull=False)
        )
    )


def _page_types() -> list[str]:
    """The names that lead from Page to each page type of ours, for one query over all of them."""
    return [_way_to(model) for model in apps.get_models() if issubclass(model, BasePage)]


def _way_to(model: type[models.Model]) -> str:
    link: Any = model._meta.get_ancestor_link(Page)
    return str(link.remote_field.get_accessor_name())


def _specific(page: Page) -> Page:
    """The page as its own type: from the joined row when it is one of ours, else by Wagtail's query."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return page.specific
    specific = getattr(page, _way_to(model))
    specific.may_be_restricted = page.may_be_restricted
    return specific
