"""Finds the page of an address in two queries; Wagtail's own way takes four, and five outside the source language.

Wagtail looks for the site, its first page, the language and that page in it. Here is one site, and the address names
the language: its home page is one row. What comes after (hooks, restrictions, serving) stays Wagtail's.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from home.models import HomePage
from portal.common.pages import restricted
from portal.common.policies import public


@public
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The live page at `path` in the language of the address, or Http404."""
    # Where Wagtail itself keeps the page that it found for a request.
    request._wagtail_route_for_request = _route(request, path)  # type: ignore[attr-defined]
    response: HttpResponseBase = serve(request, path)
    return response


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    homes = HomePage.objects.filter(locale__language_code=request.LANGUAGE_CODE, depth=2)
    home = homes.select_related("locale").annotate(may_be_restricted=restricted()).first()
    if home is None:
        return None
    try:
        return home.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None
