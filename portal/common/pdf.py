"""Documents as PDF: the one door to WeasyPrint (docs/decisions/pdf.md).

WeasyPrint needs Pango, a system library that a bare machine may lack: then AVAILABLE is False, everything else works,
and pages leave their PDF links out. A template writes the HTML (it extends pdf/base.html) and escapes what was typed.
"""

import contextlib
import io
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from portal.common.languages import Language

try:
    # Where Pango is missing WeasyPrint prints advice to whoever asked; we say it once, in our own words.
    with contextlib.redirect_stdout(io.StringIO()):
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
except (ImportError, OSError):
    AVAILABLE = False
else:
    AVAILABLE = True

VARIANT = "pdf/ua-1"
SHEET = "css/pdf.css"
# The most characters of HTML: about 30 pages of text, two seconds. The limits of our forms keep what people type to a
# fraction of it, which matters: a single word of that length would take minutes (docs/decisions/pdf.md).
LONGEST = 100_000
# How many seconds a request waits while the documents before it are written.
PATIENCE = 15
_turn = threading.Lock()


class PdfUnavailable(Exception):
    """This document can't be written as a PDF here and now; its page is there all the same."""


def pdf_of(html: str, *, language: Language, title: str, created: datetime, sheets: Sequence[str] = (SHEET,)) -> bytes:
    """The document as a tagged PDF in `language`, with its title and the moment it was made.

    `sheets` are names of static files. Nothing else is opened: no address, no file, whatever the HTML asks for. One
    document at a time is written in a process; raises PdfUnavailable when that takes too long, when the document is
    too long, and where Pango is missing.
    """
    if not AVAILABLE:
        raise PdfUnavailable("Pango is not installed.")
    if len(html) > LONGEST:
        raise PdfUnavailable(f"The document has {len(html)} characters, {LONGEST} is the most.")
    with _one_at_a_time():
        # No protocol is allowed, so that pictures, styles and attachments named in the HTML are all refused.
        source = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
        source.etree_element.set("lang", language.tag)
        document = source.render(stylesheets=[CSS(string=_styles(sheets))])
        document.metadata.title = title
        document.metadata.created = created.isoformat(timespec="seconds")
        written: bytes = document.write_pdf(pdf_variant=VARIANT)
        return written


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Layout is a second of pure work: several at once would only slow each other and every page beside them."""
    if not _turn.acquire(timeout=PATIENCE):
        raise PdfUnavailable(f"Other documents were being written for {PATIENCE} seconds.")
    try:
        yield
    finally:
        _turn.release()


def _styles(sheets: Sequence[str]) -> str:
    """The stylesheets in one text, and the paper of this city."""
    texts = [f"@page {{ size: {settings.PDF_PAPER}; }}"]
    for name in sheets:
        path = finders.find(name)
        if not isinstance(path, str):
            raise FileNotFoundError(name)
        texts.append(Path(path).read_text())
    return "\n".join(texts)
