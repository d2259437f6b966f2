"""The alerts that pages show now. They come with the program's details (home/context.py), so they cost no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.timezone import now
from wagtail.models import Page

from home.models.alert import Alert
from portal.common.languages import BY_CODE, SOURCE_LANGUAGE, Language
from portal.common.surroundings import address

CODE = "locale__language_code"


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
    """The alerts of every language in which any version is not over, to be read beside whatever else a query reads.

    The rows as they stand: which of them are shown is decided here and not by the database, since building the query
    for it took longer than answering it.
    """
    in_time = Alert.objects.filter(ends_at__gt=now()).order_by().values("translation_key")
    versions = Alert.objects.filter(translation_key__in=in_time).order_by("pk")
    pages = Page.objects.order_by().filter(
        translation_key=OuterRef("link_page__translation_key"), live=True, alias_of=None
    )
    links = ArraySubquery(pages.values(found=JSONObject(title="title", path="url_path", language=CODE)))
    return ArraySubquery(
        versions.values(
            found=JSONObject(
                key="translation_key",
                language=CODE,
                live="live",
                heading="heading",
                text="text",
                since="starts_at",
                until="ends_at",
                links=links,
            )
        )
    )


def shown_alerts(rows: Iterable[dict[str, Any]]) -> tuple[ShownAlert, ...]:
    """The alerts out of what `alerts_to_come` read, the newest first.

    When one stands there, whether it is published and what it links to is as the source language's version says; one
    that the source language does not have decides for itself.
    """
    found = list(rows)
    sources = {row["key"]: row for row in found if row["language"] == SOURCE_LANGUAGE.code}
    with_sources = ((row, sources.get(row["key"], row)) for row in found if row["language"] in BY_CODE)
    shown = [_shown(row, source) for row, source in with_sources if row["live"] and source["live"]]
    return tuple(sorted(shown, key=lambda alert: alert.starts_at, reverse=True))


def _shown(row: dict[str, Any], source: dict[str, Any]) -> ShownAlert:
    links = {link["language"]: link for link in source["links"]}
    link = links.get(row["language"]) or links.get(SOURCE_LANGUAGE.code)
    to = BY_CODE[link["language"]] if link else None
    return ShownAlert(
        language=BY_CODE[row["language"]],
        heading=row["heading"],
        text=row["text"],
        starts_at=datetime.fromisoformat(source["since"]),
        ends_at=datetime.fromisoformat(source["until"]),
        link_title=link["title"] if link else "",
        link_url=address(link["path"], to) if link and to else "",
        link_language=to,
    )
