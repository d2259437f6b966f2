"""Tags for the frame of a page, which must also stand on an error page that has no context at all."""

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from portal.common.languages import Language, language_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shell_language(context: Context) -> Language:
    """The language of the page: what its context says, else the active one."""
    language = context.get("language")
    return language if isinstance(language, Language) else language_of(get_language())
