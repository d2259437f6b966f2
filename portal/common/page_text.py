"""The words of a page that its readers see, as plain text, for search.

What translators are offered is what readers read: that leaves out addresses, keys and what editors note for themselves
(a field that is not public must be a SynchronizedField, as `FaqPage.to_confirm` is).
"""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields


def visible_text(page: Page) -> str:
    """The texts of the page below its title, one a line, without markup."""
    return "\n".join(text for name in visible_fields(type(page)) for text in _texts(page, name) if text)


def visible_fields(model: type[Page]) -> list[str]:
    """The names of the fields that hold a page type's public words. Those that Wagtail gives every page are left out:
    the title is searched by itself, and the others stand on no page."""
    fields = (field.field_name for field in get_translatable_fields(model) if isinstance(field, TranslatableField))
    return [name for name in fields if model._meta.get_field(name).model is not Page]


def _texts(page: Page, name: str) -> Iterator[str]:
    field: Any = page._meta.get_field(name)
    value = getattr(page, field.attname)
    if hasattr(field, "get_searchable_content"):
        yield from field.get_searchable_content(value)
    elif isinstance(value, str):
        yield value
