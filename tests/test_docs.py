"""The pages for people who work on the portal stay true: links lead somewhere, commands exist, made pages are new."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.rows import ROWS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAKE = re.compile(r"`make ([a-z0-9]+)")
TARGET = re.compile(r"^([a-z0-9]+):.*## ", re.MULTILINE)
COMMAND = re.compile(r"`(?:python )?manage\.py ([a-z_]+)")
PATH = re.compile(r"`((?:portal|home|outreach|intake|tests|docs)/[\w./*-]*)`")


def text(page):
    return (ROOT / page).read_text()


def commands():
    return {path.stem for path in ROOT.glob("*/**/management/commands/*.py")}


@pytest.mark.parametrize("page", PAGES)
class TestPage:
    def test_links_lead_somewhere(self, page):
        inside = [link for link in LINK.findall(text(page)) if not link.startswith(("http", "mailto:", "#"))]
        assert [link for link in inside if not ((ROOT / page).parent / link.partition("#")[0]).exists()] == []

    def test_commands_of_make_exist(self, page):
        assert set(MAKE.findall(text(page))) <= set(TARGET.findall(text("Makefile")))

    def test_files_that_are_named_exist(self, page):
        if not page.startswith("docs/how-to/"):  # which name files that their reader will make
            assert [name for name in PATH.findall(text(page)) if not list(ROOT.glob(name.rstrip("/")))] == []


def test_the_readme_begins_with_the_two_commands():
    first_screen = "\n".join(text("README.md").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_the_table_of_proofs_is_current():
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_measured_table_has_every_row_of_the_bench():
    measured = text("docs/reference/performance.md")
    assert [row.name for row in ROWS if row.what not in measured] == []
