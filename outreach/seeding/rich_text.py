"""The links of the content files, `[words](page:key)`, `[words](faq:key)` and `[words](request)`, as rich text."""

import re
from collections.abc import Iterable, Mapping

from django.utils.html import escape

LINK = re.compile(r"\[([^\[\]]+)\]\((?:page:|faq:)?([a-z0-9-]+)\)")

# The id of each page of the source language, by its key; `request` is the start page.
PageIds = Mapping[str, int]


def inline(text: str, ids: PageIds) -> str:
    """One text with its links. A page that an editor deleted leaves its words without a link."""

    def linked(found: re.Match[str]) -> str:
        page_id = ids.get(found[2])
        return found[1] if page_id is None else f'<a id="{page_id}" linktype="page">{found[1]}</a>'

    return LINK.sub(linked, escape(text).replace("&#x27;", "'"))


def paragraph(text: str, ids: PageIds) -> str:
    """One paragraph."""
    return f"<p>{inline(text, ids)}</p>"


def flowing(paragraphs: Iterable[str], ids: PageIds, points: Iterable[str] = ()) -> str:
    """Paragraphs, and a list below them if there are points."""
    items = "".join(f"<li>{inline(point, ids)}</li>" for point in points)
    return "".join(paragraph(text, ids) for text in paragraphs) + (f"<ul>{items}</ul>" if items else "")
