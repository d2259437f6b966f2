"""The alerts that pages show now. They come with the program's details (home/context.py), so they cost no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils.timezone import now
from wagtail.models import Page

from home.models.alert import Alert
from portal.common.languages import BY_CODE, SOURCE_LANGUAGE, Language
from portal.common.surroundings import address

CODE = "locale__language_code"
IN_SOURCE = {CODE: SOURCE_LANGUAGE.code}


@dataclass(frozen=True)
class ShownAlert:
    """One alert as a page of its language shows it, between two moments; its link is empty when it has none."""

    language: Language
    heading: str
    text: str
    starts_at: datetime
    ends_at: datetime
    link_title: str = ""
    link_url: str = ""
    link_language: Language | None = None

    @property
    def is_on(self) -> bool:
        """Whether readers see it now."""
        return self.starts_at <= now() < self.ends_at


def alerts_to_come() -> ArraySubquery:
    """Every published alert of every language that is not over, to be read beside whatever else a query reads."""
    return ArraySubquery(
        _of_all_languages()
        .filter(live=True, source_live=True, until__gt=now())
        .order_by("-since", "pk")
        .values(
            found=JSONObject(language=CODE, heading="heading", text="text", since="since", until="until", link="link")
        )
    )


def shown_alerts(rows: Iterable[dict[str, Any]]) -> tuple[ShownAlert, ...]:
    """The alerts out of what `alerts_to_come` read, the newest first."""
    return tuple(_shown(row) for row in rows if row["language"] in BY_CODE)


def _of_all_languages() -> QuerySet[Any, Any]:
    """The alerts with `since`, `until`, `link` and whether they are published as the source language's version says;
    one that the source language does not have decides for itself."""
    source = Alert.objects.filter(translation_key=OuterRef("translation_key"), **IN_SOURCE).order_by()

    def decided(field: str) -> Case:
        return Case(When(Exists(source), then=Subquery(source.values(field))), default=F(field))

    return Alert.objects.annotate(
        source_live=decided("live"),
        since=decided("starts_at"),
        until=decided("ends_at"),
        link_key=decided("link_page__translation_key"),
        link=Coalesce(_link(locale=OuterRef("locale")), _link(**IN_SOURCE)),
    )


def _link(**language: Any) -> Subquery:
    """The published page that an alert links to, in one language."""
    pages = Page.objects.order_by().filter(translation_key=OuterRef("link_key"), live=True, alias_of=None, **language)
    return Subquery(pages.values(found=JSONObject(title="title", path="url_path", language=CODE)))


def _shown(row: dict[str, Any]) -> ShownAlert:
    link = row["link"] or {}
    to = BY_CODE.get(link.get("language", ""))
    return ShownAlert(
        language=BY_CODE[row["language"]],
        heading=row["heading"],
        text=row["text"],
        starts_at=datetime.fromisoformat(row["since"]),
        ends_at=datetime.fromisoformat(row["until"]),
        link_title=link["title"] if to else "",
        link_url=address(link["path"], to) if to else "",
        link_language=to,
    )
