"""`{% rich part.body %}`: a rich text with its links, from the addresses that its page looked up all at once."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from portal.common.languages import Language, language_of
from portal.common.rich_text import with_links

register = template.Library()


@register.simple_tag(takes_context=True)
def rich(context: Context, value: RichText | str | None) -> SafeString:
    """The text as HTML. Context: `links` of portal/common/pages.py; without it, page links are words only."""
    language = context.get("language")
    code = language.code if isinstance(language, Language) else language_of(None).code
    return with_links(value or "", context.get("links") or {}, code)
