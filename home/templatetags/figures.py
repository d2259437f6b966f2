"""`{% figures_teaser %}`: the way to the public figures, in the words of their page."""

from typing import Any

from django import template
from django.template.context import Context

from home.models import FiguresPage
from portal.common.kept_values import KeptValues
from portal.common.surroundings import address

register = template.Library()


@register.inclusion_tag("home/figures_teaser.html", takes_context=True)
def figures_teaser(context: Context) -> dict[str, Any]:
    """The title, introduction and address of the figures page in the reader's language, if it is live. One query, and
    none while the process knows the answer."""
    language = context["language"]
    page = _figures_pages.of(language.code)
    return {"page": page, "url": address(page.url_path, language) if page else "", "language": language}


def read_figures_page(code: str) -> FiguresPage | None:
    """The figures page of a language, if it is live. One query."""
    return FiguresPage.objects.live().filter(locale__language_code=code).first()


_figures_pages = KeptValues(read_figures_page)
