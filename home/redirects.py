"""Old addresses of pages that moved lead to the new ones; no redirect leads to another site, whatever a row says.

Wagtail makes the rows when a page is moved or gets another address. Nobody but operations can make one by hand.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedRedirect, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.redirects.middleware import RedirectMiddleware

NAMESPACE = "wagtailredirects"
IMPORTS = frozenset({"start_import", "process_import"})


class OwnSiteRedirectMiddleware(RedirectMiddleware):
    """Answers "not found" with the way to the page's new place, on this site only."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Refuses to import redirects from a file: nobody reads a thousand of them before they are public."""
        match = request.resolver_match
        if match is not None and NAMESPACE in match.namespaces and match.url_name in IMPORTS:
            raise PermissionDenied

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The redirect for an address that is not found, if there is one and it stays here."""
        if request.method not in ("GET", "HEAD"):
            return response
        try:
            found: HttpResponse = super().process_response(request, response)
        except DisallowedRedirect:
            return response
        if found is response or url_has_allowed_host_and_scheme(found.headers.get("Location", ""), None):
            return found
        return response
