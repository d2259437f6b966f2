"""A finished page as a process keeps it, and the shelf it lies on: bounded in bytes, emptied when the site changes."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from portal.common.codings import in_every_coding

# Set in a request's environment when its answer is kept if it can be: whoever keeps it compresses it.
KEEPS = "portal.keeps_finished_pages"
# Even without a change: a banner may begin or end, an event may pass.
KEPT_SECONDS = 60.0
BYTES_OF_SHELF = 32 * 1024 * 1024
# A page larger than this part of the shelf would push out many others.
LARGEST_PART = 16
TEXTS = ("text/", "application/xml", "application/json", "application/rss+xml", "application/atom+xml")
MADE_ANEW = frozenset({"content-length", "content-encoding", "etag", "vary"})

Header = tuple[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """The page in one coding: its body, the headers that go with it, and those of "not changed" (304)."""

    body: bytes
    etag: str
    headers: tuple[Header, ...]
    short_headers: tuple[Header, ...]


@dataclass(frozen=True)
class KeptPage:
    """An answer that everybody gets, ready to send in each coding."""

    forms: dict[str, Form]
    size: int
    until: float


def may_be_kept(status: str, headers: Iterable[Header]) -> bool:
    """Whether an answer is the same for everybody: a whole text, without a cookie, that no one asked not to keep."""
    found = {name.lower(): value.lower() for name, value in headers}
    return (
        status.startswith("200 ")
        and found.get("content-type", "").startswith(TEXTS)
        and not {"set-cookie", "content-encoding"} & found.keys()
        and not words_of(found.get("cache-control", "")) & {"no-store", "private"}
        and not words_of(found.get("vary", "")) - {"", "accept-encoding"}
    )


def words_of(header: str) -> set[str]:
    """The words of a header, such as those of Vary."""
    return {word.strip() for word in header.split(",")}


def kept_page(headers: Iterable[Header], body: bytes) -> KeptPage:
    """The page made of an answer's headers and its whole body."""
    common = [(name, value) for name, value in headers if name.lower() not in MADE_ANEW]
    if not any(name.lower() == "cache-control" for name, _ in common):
        # Browsers ask again each time and get a 304 of a few bytes, so a change shows at once.
        common.append(("Cache-Control", "no-cache"))
    common.append(("Vary", "Accept-Encoding"))
    mark = hashlib.sha256(body).hexdigest()[:24]
    forms = {coding: _form(coding, coded, mark, common) for coding, coded in in_every_coding(body).items()}
    return KeptPage(forms, sum(len(form.body) for form in forms.values()), time.monotonic() + KEPT_SECONDS)


def _form(coding: str, body: bytes, mark: str, common: list[Header]) -> Form:
    etag = f'"{mark}-{coding}"' if coding else f'"{mark}"'
    own = [("ETag", etag), ("Content-Length", str(len(body)))]
    if coding:
        own.append(("Content-Encoding", coding))
    short = [header for header in common if header[0].lower() in ("cache-control", "vary")]
    return Form(body, etag, (*common, *own), (*short, ("ETag", etag)))


class Shelf:
    """The kept pages of one version of the site; the one asked for longest ago goes first. Threads share it."""

    def __init__(self, most_bytes: int = BYTES_OF_SHELF) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._version: str | None = None
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key, version: str | None) -> KeptPage | None:
        """The page kept for `key` under `version`, unless its time is over."""
        with self._lock:
            if version is None or version != self._version:
                return None
            page = self._pages.get(key)
            if page is None or page.until < time.monotonic():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, version: str, page: KeptPage) -> None:
        """Keeps the page; under a new version everything else goes."""
        with self._lock:
            if version != self._version:
                self._version, self.bytes = version, 0
                self._pages.clear()
            self._drop(key)
            if page.size > self.most_bytes // LARGEST_PART:
                return
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.bytes -= page.size
