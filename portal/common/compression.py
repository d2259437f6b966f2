"""Which answers that come fresh from Django leave compressed: those that hold nothing of a visitor's own.

An answer with a secret beside text that a stranger chose can betray the secret by its compressed length (BREACH).
docs/decisions/finished-pages.md says which answers are compressed and why.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from portal.common.headers import PRIVATE
from portal.common.kept_pages import KEEPS, may_be_kept

STAFF = "/admin/"


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, whose random padding blurs the length. Kept pages have their own codings (kept_pages.py)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where that is safe and of use. Pictures are compressed in themselves."""
        if response.get("Content-Type", "").startswith("image/"):
            return response
        if PRIVATE.match(request.path_info) and not request.path_info.startswith(STAFF):
            return response
        if KEEPS in request.META and may_be_kept(f"{response.status_code} ", headers_of(response)):
            return response
        return super().process_response(request, response)


def headers_of(response: HttpResponseBase) -> list[tuple[str, str]]:
    """Every header that the answer will have, its cookies too."""
    return [*response.items(), *(("Set-Cookie", name) for name in response.cookies)]
