"""Rich text with links to pages, whose addresses a page looks up all at once (portal/common/surroundings.py).

Wagtail asks the database for each text apart, and once more for each language.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from portal.common.surroundings import PageLink

PAGE_LINK = 'linktype="page"'


def rich_texts(instance: models.Model) -> Iterator[str]:
    """Every text of the instance that may hold links: its rich text, and all strings in its streams."""
    for field in instance._meta.fields:
        if isinstance(field, RichTextField):
            yield getattr(instance, field.attname) or ""
        elif isinstance(field, StreamField):
            yield from _strings(list(getattr(instance, field.attname).raw_data))


def linked_ids(text: str) -> Iterator[int]:
    """The ids of the pages that one text links to."""
    if PAGE_LINK in text:
        for found in FIND_A_TAG.findall(text):
            attributes = extract_attrs(found)
            if attributes.get("linktype") == "page" and attributes.get("id", "").isdigit():
                yield int(attributes["id"])


def with_links(value: RichText | str, links: Mapping[int, PageLink], language_code: str) -> SafeString:
    """The text as HTML; a page that is gone leaves its words without a link. `links` holds every id of the page."""
    html = value.source if isinstance(value, RichText) else value

    def opened(found: re.Match[str]) -> str:
        attributes = extract_attrs(found[1])
        if attributes.get("linktype") != "page":
            return found[0]
        link = links.get(int(attributes.get("id") or 0))
        if link is None:
            return "<a>"
        foreign = "" if link.language.code == language_code else f' hreflang="{link.language.tag}"'
        return f'<a href="{escape(link.url)}"{foreign}>'

    # What editors write goes through Wagtail's list of allowed tags before it is stored.
    return mark_safe(expand_db_html(FIND_A_TAG.sub(opened, html)))  # noqa: S308


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
