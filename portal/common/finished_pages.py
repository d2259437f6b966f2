"""Finished pages in front of Django: what everybody gets alike is made once, kept in this process, and sent as it is.

    application = FinishedPages(get_wsgi_application())

A kept page is used only by visitors without a session, and only while the site is as it was when the page was made
(portal/common/content_version.py). No middleware runs for it: no log of the request, no rate limit, no SQL.
docs/decisions/finished-pages.md has the reasons and the figures.

A cache in front that asks for it (X-Shared-Cache) is told that it may keep such a page until the end of the second in
which the stamp was read (docs/how-to/nginx.md).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from portal.common.codings import accepted
from portal.common.content_version import content_version
from portal.common.headers import PRIVATE
from portal.common.kept_pages import KEEPS, KeptPage, Key, Shelf, kept_page, may_be_kept
from portal.common.languages import LANGUAGES

# `/` is not among them: it answers by the browser's language.
ADDRESSES = (*(f"/{language.code}/" for language in LANGUAGES), "/sitemap.xml", "/robots.txt")
MESSAGES_COOKIE = "messages"
# Marks that newsletters and social networks hang on a link. They choose no other page, and ours never learn them.
TRACKING = ("utm_", "fbclid", "gclid", "mc_")
# A cache in front asks for pages that it may keep; the second in which the stamp was read for it.
SHARED = "HTTP_X_SHARED_CACHE"
READ_AT = "portal.stamp_read_at"


class FinishedPages:
    """The WSGI program `application` with kept pages in front of it."""

    def __init__(
        self,
        application: WSGIApplication,
        version: Callable[[], str | None] = content_version.current,
        shelf: Shelf | None = None,
    ) -> None:
        self.application = application
        self.version = version
        self.shelf = Shelf() if shelf is None else shelf

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ = without_tracking(environ)
        if not asks_for_what_all_get(environ):
            return self.application(environ, start_response)
        if SHARED in environ:
            # The stamp may be half a second old already, and the cache adds its own time.
            content_version.forget()
            environ = {**environ, READ_AT: int(time.time())}
        # Before the page is made: what is kept under this version is never older than it.
        version = self.version()
        key = key_of(environ)
        page = self.shelf.get(key, version)
        if page is not None:
            return send(page, environ, start_response)
        if version is None or environ["REQUEST_METHOD"] != "GET":
            return self.application(environ, start_response)
        return self._make(key, version, environ, start_response)

    def _make(self, key: Key, version: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Callable[[bytes], object]:
            begun[:] = [status, headers]
            return _no_writing

        result = self.application({**environ, KEEPS: True}, begin)
        status, headers = begun
        if not may_be_kept(status, headers) or not is_our_host(environ):
            start_response(status, headers)
            return result
        page = kept_page(headers, whole(result))
        if version == self.version():
            self.shelf.put(key, version, page)
        return send(page, environ, start_response)


def asks_for_what_all_get(environ: WSGIEnvironment) -> bool:
    """Whether the answer to a request can be the same for everybody."""
    path = environ.get("PATH_INFO", "")
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        path.startswith(ADDRESSES)
        and environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in cookies
        and MESSAGES_COOKIE not in cookies
        and "HTTP_AUTHORIZATION" not in environ
        and not PRIVATE.match(path)
    )


def without_tracking(environ: WSGIEnvironment) -> WSGIEnvironment:
    """The request without tracking marks in its query; the rest of the query stays as it was sent."""
    pairs = environ.get("QUERY_STRING", "").split("&")
    kept = [pair for pair in pairs if not pair.lower().startswith(TRACKING)]
    return environ if len(kept) == len(pairs) else {**environ, "QUERY_STRING": "&".join(kept)}


def key_of(environ: WSGIEnvironment) -> Key:
    """What a page depends on: its address with the scheme and the host, which stand in its own links."""
    scheme = environ["wsgi.url_scheme"]
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        scheme = "https" if environ.get(name, "").partition(",")[0].strip() == secure else "http"
    return (scheme, asked_host(environ), environ.get("SCRIPT_NAME", ""), environ["PATH_INFO"])


def asked_host(environ: WSGIEnvironment) -> str:
    """The host with its port, from where Django takes it."""
    forwarded = environ.get("HTTP_X_FORWARDED_HOST", "") if settings.USE_X_FORWARDED_HOST else ""
    return str(forwarded or environ.get("HTTP_HOST", ""))


def is_our_host(environ: WSGIEnvironment) -> bool:
    """Whether the host is one of ALLOWED_HOSTS; another one could fill the shelf with pages nobody else asks for."""
    domain, _ = split_domain_port(asked_host(environ))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def send(page: KeptPage, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answers with the page in the best coding that the browser takes, or with 304 when the browser has it."""
    codings = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    form = next(page.forms[coding] for coding in codings if coding in page.forms)
    shared = [("X-Accel-Expires", f"@{environ[READ_AT]}")] if READ_AT in environ else []
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (known.strip() == "*" or form.etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]):
        start_response("304 Not Modified", [*form.short_headers, *shared])
        return []
    start_response("200 OK", [*form.headers, *shared])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def whole(result: Iterable[bytes]) -> bytes:
    """The whole body of an answer, which is closed afterwards as a server would."""
    try:
        return b"".join(result)
    finally:
        if (close := getattr(result, "close", None)) is not None:
            close()


def _no_writing(data: bytes) -> object:
    raise NotImplementedError("Django answers with an iterable and never calls write().")
