"""Which pages lack a translation, and which translations lag behind: numbers for all languages, pages for one.

A few queries for the numbers, whatever the size of the site. A translation may lag behind when its source was published
after it; only for those are the words themselves compared, because publishing again without a change is no reason to
translate anew.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from portal.common.pages import page_models

CODE = "locale__language_code"
# More are counted as they are: somebody changed the whole site, and all of it has to be looked at.
MOST_COMPARED = 100


class Need(TextChoices):
    """What a page needs in one language, the most pressing first; the last two are also notices to its readers
    (portal/common/pages.py)."""

    MISSING = "missing", "Not translated"
    OUTDATED = "outdated", "Outdated"
    WAITING = "waiting", "Not published"
    PARTIAL = "partial", "Parts in English"
    MACHINE = "machine", "Not reviewed"


NONE = ""
# Published before its source was: the words have to be compared.
MAYBE = "maybe"


class Row(NamedTuple):
    """One translation as the query gives it."""

    pk: int
    translation_key: UUID
    title: str
    code: str
    need: str
    notice: str
    # The dates alone tell that it lags behind.
    behind: bool
    # Translators were given the source anew after it was published.
    synced_since: bool


@dataclass(frozen=True)
class NeedyPage:
    """A page that needs something in one language, and where to begin with it."""

    title: str
    need: Need
    url: str


def needs_by_language() -> dict[Language, Counter[Need]]:
    """For every language but the source: how many pages need what."""
    rows = list(_translations().order_by().values_list(CODE, "need").annotate(Count("pk")))
    maybe = _rows(_translations().filter(need=MAYBE), MOST_COMPARED) if any(row[1] == MAYBE for row in rows) else []
    really = Counter((row.code, need) for row, need in decided(maybe))
    sources = source_pages().count()
    found = {}
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        counts = Counter({need: count for code, need, count in rows if code == language.code})
        compared = sum(row.code == language.code for row in maybe)
        counts[Need.OUTDATED] += counts.pop(MAYBE, 0) - compared
        counts[Need.MISSING] = sources - sum(count for code, _, count in rows if code == language.code)
        for need in (*Need, NONE):
            counts[need] += really[language.code, need]
        found[language] = Counter({need: counts[need] for need in Need})
    return found


def needy_pages(language: Language) -> list[NeedyPage]:
    """Every page that needs something in `language`, the most pressing first."""
    translations = _translations().filter(**{CODE: language.code}).exclude(need=NONE)
    rows = _rows(translations)
    maybe, sure = [row for row in rows if row.need == MAYBE], [row for row in rows if row.need != MAYBE]
    known = [*decided(maybe[:MOST_COMPARED]), *((row, Need.OUTDATED) for row in maybe[MOST_COMPARED:])]
    known += [(row, Need(row.need)) for row in sure]
    pages = [NeedyPage(row.title, Need(need), edit_url(row.pk)) for row, need in known if need]
    order = list(Need)
    return sorted([*missing_pages(language), *pages], key=lambda page: (order.index(page.need), page.title))


def missing_pages(language: Language) -> list[NeedyPage]:
    """The published pages of the source language that `language` does not have, or only as a mirror."""
    made = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None, **{CODE: language.code})
    pages = source_pages().exclude(Exists(made)).values_list("title", "pk")
    return [
        NeedyPage(title, Need.MISSING, reverse("wagtail_localize:submit_page_translation", args=[pk]))
        for title, pk in pages
    ]


def source_pages() -> QuerySet[Page]:
    """The published pages of the source language, which every other language should have."""
    return Page.objects.filter(live=True, alias_of=None, depth__gt=1, **{CODE: SOURCE_LANGUAGE.code})


def edit_url(page_id: int) -> str:
    """The editor of a page; of a translation, the translators' one."""
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def decided(maybe: list[Row]) -> list[tuple[Row, str]]:
    """Each translation that may lag behind with what it needs, once the words are compared."""
    changed = changed_since_synced({row.translation_key for row in maybe if not row.behind})
    fresh = with_unpublished_words([row.pk for row in maybe if row.synced_since and not row.behind])
    outdated = [row.behind or row.translation_key in changed or row.pk in fresh for row in maybe]
    return [
        (row, Need.OUTDATED if is_outdated else row.notice) for row, is_outdated in zip(maybe, outdated, strict=True)
    ]


def with_unpublished_words(page_ids: list[int]) -> set[int]:
    """Those of the translations for which translators were given a text that has not been published in translation."""
    if not page_ids:
        return set()
    published = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("locale_id")),
        updated_at__lte=OuterRef(OuterRef("last_published_at")),
    ).exclude(data="")
    texts = StringSegment.objects.filter(source__object_id=OuterRef("translation_key")).exclude(Exists(published))
    return set(Page.objects.filter(Exists(texts), pk__in=page_ids).values_list("pk", flat=True))


def changed_since_synced(keys: Iterable[UUID]) -> set[UUID]:
    """Those of the keys whose source says something else than what translators were last given."""
    keys = list(keys)
    if not keys:
        return set()
    given = dict(
        TranslationSource.objects.filter(object_id__in=keys, **{CODE: SOURCE_LANGUAGE.code}).values_list(
            "object_id", "content_json"
        )
    )
    pages: Any = source_pages().filter(translation_key__in=keys)
    return {page.translation_key for page in pages.specific() if differs(page, given.get(page.translation_key))}


def differs(page: Page, content_json: str | None) -> bool:
    """Whether the words of a page differ from its serialised form; not whether it was published again."""
    if content_json is None:
        return True
    given = json.loads(content_json)
    fields = [field for field in get_translatable_fields(type(page)) if isinstance(field, TranslatableField)]
    columns = [field.get_field(type(page)) for field in fields]
    return any(
        _plain(column, column.value_to_string(page)) != _plain(column, given.get(column.name)) for column in columns
    )


def _plain(column: Any, value: Any) -> Any:
    """A stream as data: the database gives its keys back in an order of its own."""
    return json.loads(value) if isinstance(column, StreamField) else str(value or "")


def _translations() -> QuerySet[Page, Any]:
    """Every translation of a published source page with its `need`, `notice` and `synced_since`."""
    source = source_pages().filter(translation_key=OuterRef("translation_key")).order_by()
    synced = TranslationSource.objects.filter(object_id=OuterRef("translation_key"), **{CODE: SOURCE_LANGUAGE.code})
    managed = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
    )
    source_since = Q(source_at__gt=F("last_published_at"))
    synced_since = Q(managed=True, synced_at__gt=F("last_published_at"))
    changed = Q(managed=True, source_at__gt=F("synced_at"))
    return (
        Page.objects.filter(alias_of=None)
        .exclude(**{CODE: SOURCE_LANGUAGE.code})
        .annotate(
            source_at=Subquery(source.values("last_published_at")),
            synced_at=Subquery(synced.values("last_updated_at")),
            managed=Exists(managed),
            notice=_notice(),
            synced_since=Case(When(synced_since, then=True), default=False),
            # Not managed: a person keeps it by hand, so the dates are all there is to go by.
            behind=Case(When(source_since & (Q(managed=False) | synced_since), then=True), default=False),
            need=Case(
                When(live=False, then=Value(Need.WAITING.value)),
                When(source_since | synced_since | changed, then=Value(MAYBE)),
                default=F("notice"),
                output_field=CharField(),
            ),
        )
        .filter(Exists(source))
    )


def _notice() -> Coalesce:
    """What readers of the page are told about its translation, whatever the page's type."""
    links: list[Any] = [model._meta.get_ancestor_link(Page) for model in page_models()]
    return Coalesce(*(F(f"{link.related_query_name()}__translation_notice") for link in links), Value(NONE))


def _rows(translations: QuerySet[Page, Any], most: int | None = None) -> list[Row]:
    fields = ("pk", "translation_key", "title", CODE, "need", "notice", "behind", "synced_since")
    return [Row(*values) for values in translations.order_by("pk").values_list(*fields)[:most]]
