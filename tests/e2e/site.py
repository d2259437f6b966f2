"""The pages of the public site, one by one: every page type and every kind of part, and what is no page of the tree.

What types there are the portal's own code says (tests/e2e/specimens.py), so that a new one is never forgotten here.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from portal.common.languages import LANGUAGES
from tests.e2e.browser import Visitor
from tests.e2e.looks import LOOKS, Sent, looks_in
from tests.e2e.server import ROOT, Portal

# Lists that have nothing to list on a new site.
EMPTY = ("events", "news", "materials")
SEARCHES = {
    "search": "",
    "search-found": "?q=626",
    "search-nothing": "?q=zzzzzzzz",
    "search-too-long": f"?q={'z' * 201}",
}
COMMAND = (sys.executable, "-m", "tests.e2e.specimens")


def specimens(running: Portal) -> dict:
    """Makes the pages that a new site lacks. Gives "pages", addresses by what they stand for, and the page sources
    "500", by language, and "503"."""
    command, environment = [*COMMAND, "pages"], running.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def alert_standing(running: Portal) -> Iterator[None]:
    """An alert stands on every public page inside the block."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([*COMMAND, "alert"], cwd=ROOT, env=running.environment, **pipes) as program:
        assert program.stdout.readline() == "stands\n"
        yield
        program.stdin.close()
        assert program.wait(timeout=20) == 0


def pages_of_site(someone: Visitor, running: Portal) -> Iterator[Sent]:
    """Each page in each language, as it is sent."""

    def sees(code: str, name: str, path: str, status: int = 200) -> Sent:
        someone.open(f"/{code}{path}")
        assert someone.status == status, someone.address
        return Sent(code, name, someone.page.url, someone.source, looks_in(code, tuple(LOOKS)))

    codes = [language.code for language in LANGUAGES]
    yield from (sees(code, f"{name}-empty", f"/{name}/") for name in EMPTY for code in codes)
    known = specimens(running)
    for code in codes:
        for path, name in names_by_address(known["pages"]).items():
            yield sees(code, name, path)
        for name, query in SEARCHES.items():
            yield sees(code, name, f"/search/{query}")
        yield sees(code, "not-found", "/nothing-is-here/", 404)
        yield Sent(code, "500", f"{running.base}/{code}/fails/", known["500"][code], looks_in(code, tuple(LOOKS)))
    yield Sent(codes[0], "503", f"{running.base}/503/", known["503"])
    with alert_standing(running):
        for code in codes:
            page = sees(code, "alert", "/")
            assert 'class="alert"' in page.source
            yield page


def names_by_address(pages: dict[str, str]) -> dict[str, str]:
    """Every address once, with the names of all that it stands for; a type that no page has is refused."""
    assert [name for name, path in pages.items() if not path] == [], "page types without a page to look at"
    names: dict[str, list[str]] = {}
    for name, path in pages.items():
        names.setdefault(f"{path.rstrip('/')}/", []).append(name)
    return {path: ", ".join(found) for path, found in names.items()}
