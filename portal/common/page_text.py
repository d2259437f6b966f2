"""The words of a page that its readers see, as plain text, for search and for descriptions.

What translators are offered is what readers read: that leaves out addresses, keys and what editors note for themselves
(a field that is not public must be a SynchronizedField, as `FaqPage.to_confirm` is). The one exception are words that a
page is found by and nobody sees (`BasePage.search_only`).
"""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields

# What search engines show of a description.
DESCRIPTION = 155


def visible_text(page: Page) -> str:
    """The texts of the page below its title, one a line, without markup."""
    return "\n".join(_visible_texts(page))


def first_words(page: Page) -> str:
    """The beginning of the first text of the page below its title, as long as a description of it may be; it ends
    with a whole word where the script parts words by spaces."""
    text = " ".join(next(_visible_texts(page), "").split())
    if len(text) <= DESCRIPTION:
        return text
    begun = text[: DESCRIPTION - 1]
    whole = begun.rpartition(" ")[0]
    # Chinese has a space here and there, beside a foreign word: cutting at one could leave next to nothing.
    return f"{whole if len(whole) > len(begun) // 2 else begun}…"


def visible_fields(model: type[Page]) -> list[str]:
    """The names of the fields that hold a page type's public words. Those that Wagtail gives every page are left out:
    the title is searched by itself, and the others stand on no page."""
    unseen = getattr(model, "search_only", ())
    fields = (field.field_name for field in get_translatable_fields(model) if isinstance(field, TranslatableField))
    return [name for name in fields if name not in unseen and model._meta.get_field(name).model is not Page]


def _visible_texts(page: Page) -> Iterator[str]:
    return (text for name in visible_fields(type(page)) for text in _texts(page, name) if text)


def _texts(page: Page, name: str) -> Iterator[str]:
    field: Any = page._meta.get_field(name)
    value = getattr(page, field.attname)
    if hasattr(field, "get_searchable_content"):
        yield from field.get_searchable_content(value)
    elif isinstance(value, str):
        yield value
