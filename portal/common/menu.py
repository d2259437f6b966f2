"""The menu: the pages right below the home page that have Wagtail's box "Show in menus".

The source language's pages and their order decide for every language; an entry stands where its page really exists in
the reader's language. A process keeps it until the site changes.
"""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from portal.common.kept_values import KeptValues
from portal.common.languages import SOURCE_LANGUAGE, Language
from portal.common.surroundings import BELOW_HOME, PageLink, address

# As many as fit beside each other, and as a reader can take in; the rest of the menu stands at the foot of the page.
IN_HEADER = 5


@dataclass(frozen=True)
class Menu:
    """The links at the top and at the foot of every page."""

    header: tuple[PageLink, ...] = ()
    footer: tuple[PageLink, ...] = ()


def menu_in(language: Language) -> Menu:
    """The menu of a language. One query, and none while the process knows the answer."""
    return _menus.of(language)


def read_menu(language: Language) -> Menu:
    """The menu as the database has it. One query."""
    chosen = Page.objects.filter(
        show_in_menus=True,
        depth=BELOW_HOME,
        locale__language_code=SOURCE_LANGUAGE.code,
        translation_key=OuterRef("translation_key"),
    )
    pages = (
        Page.objects.filter(locale__language_code=language.code, live=True, alias_of=None)
        .annotate(place=Subquery(chosen.values("path")[:1]))
        .filter(place__isnull=False)
        .order_by("place")
    )
    links = [
        PageLink(title, address(url_path, language), language)
        for title, url_path in pages.values_list("title", "url_path")
    ]
    return Menu(header=tuple(links[:IN_HEADER]), footer=tuple(links[IN_HEADER:]))


_menus = KeptValues(read_menu)
