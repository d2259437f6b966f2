"""Finds the page of an address in two queries; Wagtail's own way takes six, and seven outside the source language.

Wagtail looks for the site, its first page, the language and that page in it, then for the page and the row of its type.
Here is one site, and the address names the language: its home page is one row, known until the site changes. What
comes after (hooks, restrictions, serving) stays Wagtail's.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from home.models import HomePage
from portal.common.kept_values import KeptValues
from portal.common.policies import public


@public
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The live page at `path` in the language of the address, or Http404."""
    # Where Wagtail itself keeps the page that it found for a request.
    request._wagtail_route_for_request = _route(request, path)  # type: ignore[attr-defined]
    response: HttpResponseBase = serve(request, path)
    return response


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    components = [part for part in path.split("/") if part]
    # The kept page shows the way to others and is never served itself, so threads may share it.
    home = _homes.of(request.LANGUAGE_CODE) if components else read_home(request.LANGUAGE_CODE)
    if home is None:
        return None
    try:
        return home.route(request, components)
    except Http404:
        return None


def read_home(code: str) -> HomePage | None:
    """The first page of a language. One query."""
    return HomePage.objects.select_related("locale").filter(locale__language_code=code, depth=2).first()


_homes = KeptValues(read_home)
