"""Two processes, each with pages kept: whatever changes the site shows in both within a second."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from portal.common.content_version import FRESH_SECONDS
from portal.common.languages import BY_CODE
from tests.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]


def environment_for_site(url: str) -> dict[str, str]:
    """What a process of the portal on this database must know."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": url,
        "FIELD_KEYSET_FILE": str(ROOT / "tests" / "keyset.json"),
        "DEBUG": "no",
    }


class SiteProcess:
    """A process that serves the portal (tests/portal/site_process.py)."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.portal.site_process"],
            cwd=ROOT,
            env=environment_for_site(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _tell(self, order: dict[str, Any]) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the process has ended"
        return json.loads(answer)

    def get(self, address: str, **headers: str) -> dict[str, Any]:
        return self._tell({"get": address, "headers": headers})

    def do(self, name: str, **arguments: Any) -> Any:
        return self._tell({"do": name, "with": arguments})

    def keeps(self, address: str) -> bool:
        """Whether the page comes from what is kept: at most the stamp is read for it."""
        return len(self.get(address)["sql"]) <= 1

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


@contextmanager
def two_processes() -> Iterator[tuple[SiteProcess, SiteProcess]]:
    with own_database("finished", migrated=True, seeded=True) as url:
        pair = SiteProcess(url), SiteProcess(url)
        try:
            yield pair
        finally:
            for process in pair:
                process.stop()


@pytest.fixture(scope="module")
def pair():
    with two_processes() as processes:
        yield processes


def in_both(pair, address):
    """The page as each process answers with it, asked after the time in which both must know of a change."""
    time.sleep(FRESH_SECONDS)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda process: process.get(address), pair))


def warm(pair, *addresses):
    """Has both processes keep these pages."""
    time.sleep(FRESH_SECONDS)
    for process in pair:
        for address in addresses:
            process.get(address)
            assert process.keeps(address)


@pytest.mark.proves("P2")
@pytest.mark.parametrize("code", BY_CODE)
def test_what_is_published_in_any_language_shows_in_both(pair, code):
    warm(pair, f"/{code}/request/")
    pair[0].do("publish", code=code, intro=f"New in {code}")
    for answer in in_both(pair, f"/{code}/request/"):
        assert f"New in {code}" in answer["body"]


def test_a_draft_shows_nowhere_and_drops_nothing(pair):
    warm(pair, "/en/request/")
    pair[1].do("save_draft", code="en", intro="Only a draft")
    for answer in in_both(pair, "/en/request/"):
        assert "Only a draft" not in answer["body"]
        assert len(answer["sql"]) <= 1


@pytest.mark.proves("P2")
def test_a_page_taken_down_is_gone_in_both_and_from_the_language_menu(pair):
    warm(pair, "/es/request/", "/en/request/")
    pair[0].do("set_live", code="es", live=False)
    try:
        assert [answer["status"] for answer in in_both(pair, "/es/request/")] == [404, 404]
        assert [answer["body"].count('hreflang="es"') for answer in in_both(pair, "/en/request/")] == [0, 0]
    finally:
        pair[0].do("set_live", code="es", live=True)
    assert [answer["status"] for answer in in_both(pair, "/es/request/")] == [200, 200]


@pytest.mark.proves("P2")
def test_a_moved_and_then_deleted_page_is_so_in_both(pair):
    pair[0].do("add_below_request", slug="deep")
    warm(pair, "/en/request/deep/")
    pair[1].do("move_below_home", slug="deep")
    assert [answer["status"] for answer in in_both(pair, "/en/deep/")] == [200, 200]
    assert 200 not in [answer["status"] for answer in in_both(pair, "/en/request/deep/")]
    pair[0].do("delete", slug="deep")
    assert [answer["status"] for answer in in_both(pair, "/en/deep/")] == [404, 404]


@pytest.mark.proves("P2")
def test_a_changed_snippet_shows_on_every_page_in_both(pair):
    warm(pair, "/hy/", "/hy/request/")
    pair[0].do("change_program", code="hy", city="Նոր քաղաք")
    for address in ("/hy/", "/hy/request/"):
        for answer in in_both(pair, address):
            assert "Նոր քաղաք" in answer["body"]


@pytest.mark.parametrize("act", ["touch_site", "touch_locale"])
def test_sites_and_languages_drop_what_is_kept(pair, act):
    warm(pair, "/zh-hans/request/")
    pair[0].do("rename_unseen", code="zh-hans", title=f"Seen after {act}")
    assert all(f"Seen after {act}" not in answer["body"] for answer in in_both(pair, "/zh-hans/request/"))
    pair[1].do(act)
    assert all(f"Seen after {act}" in answer["body"] for answer in in_both(pair, "/zh-hans/request/"))


def test_a_page_that_is_made_private_is_private_in_both(pair):
    warm(pair, "/zh-hant/request/")
    pair[0].do("restrict", code="zh-hant", restricted=True)
    assert [answer["status"] for answer in in_both(pair, "/zh-hant/request/")] == [302, 302]
    pair[0].do("restrict", code="zh-hant", restricted=False)
    assert [answer["status"] for answer in in_both(pair, "/zh-hant/request/")] == [200, 200]


def test_pages_go_on_when_the_database_ends_every_connection(pair):
    warm(pair, "/en/", "/es/")
    assert pair[0].do("end_connections") >= 1
    for answer in in_both(pair, "/en/"):
        # At most the stamp: once on the dead connection, once on a new one.
        assert (answer["status"], len(answer["sql"]) <= 2) == (200, True)
    pair[0].do("publish", code="en", intro="After the lost connection")
    for answer in in_both(pair, "/en/request/"):
        assert "After the lost connection" in answer["body"]


def test_staff_get_nothing_that_is_kept_and_leave_nothing_to_keep(pair):
    cookies = pair[0].do("sign_in")
    warm(pair, "/en/request/")
    pair[0].do("rename_unseen", code="en", title="As it is now")
    assert "As it is now" in pair[1].get("/en/request/", cookie=cookies)["body"]
    assert "As it is now" not in pair[1].get("/en/request/")["body"]


@pytest.mark.proves("P2")
def test_a_kept_page_asks_the_database_nothing(pair):
    warm(pair, "/en/")
    assert min(len(pair[0].get("/en/")["sql"]) for _ in range(3)) == 0
