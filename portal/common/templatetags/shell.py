"""Tags for the frame of a page, which must also stand on an error page that has no context at all."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template import Engine
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.common.languages import BY_NAME, Language, language_of

PARTS_KEPT = 500

register = template.Library()


@register.simple_tag(takes_context=True)
def shell_language(context: Context) -> Language:
    """The language of the page: what its context says, else the active one."""
    language = context.get("language")
    return language if isinstance(language, Language) else language_of(get_language())


@register.simple_tag
def languages_by_name() -> tuple[Language, ...]:
    """Every language in the order of the Languages menu."""
    return BY_NAME


@register.simple_tag
def kept(template_name: str, **given: Hashable) -> SafeString:
    """A part of the frame, drawn from the values given here and nothing else, so that it can hold nothing of a request.

    The same values give the same HTML, which the process keeps: drawing the frame is most of what a page costs.
    """
    return _drawn(Engine.get_default().get_template(template_name), get_language(), **given)


# "typed": a text and the same text marked as safe are equal, and are not drawn the same way.
@lru_cache(maxsize=PARTS_KEPT, typed=True)
def _drawn(part: template.Template, _language: str | None, /, **given: Hashable) -> SafeString:
    return part.render(Context(given))
