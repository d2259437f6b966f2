"""Runs beside the server, as a program of its own, and knows what only the portal's code can tell.

python -m tests.e2e.specimens pages   # makes what a new site lacks; prints a page for each type and kind of part
python -m tests.e2e.specimens alert   # an alert stands on every page until the input closes
"""

import json
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.test import RequestFactory  # noqa: E402
from django.utils import translation  # noqa: E402
from wagtail.models import Page  # noqa: E402

from home.context import program_in  # noqa: E402
from home.views.errors import server_error  # noqa: E402
from portal.common.languages import LANGUAGES, Language  # noqa: E402
from portal.common.pages import page_models  # noqa: E402
from tests.outreach.specimens import alert_standing, make_specimens  # noqa: E402

# What the law or a promise asks for, whatever types and parts they are made of.
ALWAYS = ("contact", "accessibility", "privacy-notice")


def chosen_pages() -> dict[str, str]:
    """Addresses below the language by what they stand for: each page type, each kind of part, and ALWAYS.

    Each is a page of every language. A page type without one stands there with an empty address.
    """
    chosen = {model.__name__: "" for model in page_models()}
    by_language = [addresses(language) for language in LANGUAGES]
    for address, page in by_language[0].items():
        if all(address in others for others in by_language):
            page = page.specific
            parts = [f"part: {part.block_type}" for part in getattr(page, "parts", [])]
            for name in (type(page).__name__, *parts, *(always for always in ALWAYS if page.slug == always)):
                chosen[name] = chosen.get(name) or address
    return chosen


def addresses(language: Language) -> dict[str, Page]:
    """The live pages of a language in the order of the tree, by their addresses below it."""
    pages = Page.objects.live().filter(locale__language_code=language.code, depth__gte=2).order_by("path")
    return {"/" + page.url_path.strip("/").partition("/")[2]: page for page in pages}


def failures() -> dict[str, str]:
    """The page of each language for when the program fails, which no address of a sound portal leads to."""
    sources = {}
    for language in LANGUAGES:
        program_in(language)  # which remembers the help line
        with translation.override(language.code):
            sources[language.code] = server_error(RequestFactory().get(f"/{language.code}/")).content.decode()
    return sources


def maintenance() -> str:
    """The page for when the portal does not run at all."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "maintenance.html"
        call_command("maintenance_page", str(file), stdout=StringIO())
        return file.read_text()


if __name__ == "__main__":
    if sys.argv[1] == "alert":
        with alert_standing():
            print("stands", flush=True)
            sys.stdin.read()
    else:
        make_specimens()
        print(json.dumps({"pages": chosen_pages(), "500": failures(), "503": maintenance()}))
