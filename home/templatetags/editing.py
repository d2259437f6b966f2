"""Tags for what only staff sees: the checker on previews and live pages, and the server's warnings beside it."""

from django import template
from django.conf import settings
from django.template.context import Context
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from home.staff.warnings import warnings_about

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_bar(context: Context) -> str:
    """Wagtail's bar with the checker, for people who are signed in.

    Without a session nobody is asked who they are: an answer that depends on that could not be kept for all.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return str(wagtailuserbar(context))


@register.simple_tag
def page_warnings(page: Page) -> list[str]:
    """What home/staff/warnings.py finds on the page."""
    return warnings_about(page)
