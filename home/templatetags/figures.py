"""`{% figures_teaser %}`: the way to the public figures, in the words of their page."""

from typing import Any

from django import template
from django.template.context import Context

from home.models import FiguresPage
from portal.common.surroundings import address

register = template.Library()


@register.inclusion_tag("home/figures_teaser.html", takes_context=True)
def figures_teaser(context: Context) -> dict[str, Any]:
    """The title, introduction and address of the figures page in the reader's language, if it is live. One query."""
    language = context["language"]
    page = FiguresPage.objects.live().filter(locale__language_code=language.code).first()
    return {"page": page, "url": address(page.url_path, language) if page else "", "language": language}
