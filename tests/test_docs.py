"""The pages for people who work on the portal stay true: links lead somewhere, commands exist, made pages are new."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.bench.rows import ROWS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAKE = re.compile(r"`make ([a-z0-9]+)")
TARGET = re.compile(r"^([a-z0-9]+):.*## ", re.MULTILINE)
COMMAND = re.compile(r"(?:manage\.py|portal-manage) ([a-z_]+)")
PATH = re.compile(r"`((?:portal|home|outreach|intake|tests|docs)/[\w./*-]*)`")
MADE_BY_THE_READER = {"home/content/ko.toml", "outreach/content/ko", "portal/locale/ko/LC_MESSAGES/django.po"}
SETTING = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"|in_production\(\"([A-Z_]+)\"")
VARIABLE = re.compile(r"^#?([A-Z_]+?)(?:_FILE)?=", re.MULTILINE)


def text(page):
    return (ROOT / page).read_text()


@pytest.mark.parametrize("page", PAGES)
class TestPage:
    def test_links_lead_somewhere(self, page):
        inside = [link for link in LINK.findall(text(page)) if not link.startswith(("http", "mailto:", "#"))]
        assert [link for link in inside if not ((ROOT / page).parent / link.partition("#")[0]).exists()] == []

    def test_commands_of_make_exist(self, page):
        assert set(MAKE.findall(text(page))) <= set(TARGET.findall(text("Makefile")))

    def test_commands_of_manage_exist(self, page):
        assert set(COMMAND.findall(text(page))) <= get_commands().keys()

    def test_files_that_are_named_exist(self, page):
        named = set(PATH.findall(text(page))) - MADE_BY_THE_READER
        assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


def test_the_readme_begins_with_the_two_commands():
    first_screen = "\n".join(text("README.md").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_the_example_names_what_production_reads_and_nothing_else():
    settings = "".join(text(f"portal/settings/{name}.py") for name in ("base", "signin", "production"))
    read = {name for pair in SETTING.findall(settings) for name in pair if name}
    # Said once more in production, to refuse "no".
    assert read - {"SECOND_FACTOR_REQUIRED"} == set(VARIABLE.findall(text(".env.example"))) - {"DJANGO_SETTINGS_MODULE"}


def test_the_shell_reads_the_example_as_systemd_does():
    said = {"PATH": os.defpath}
    done = subprocess.run(["sh", "-aec", f". {ROOT}/.env.example; env"], env=said, capture_output=True, text=True)
    assert done.stderr == ""
    assert "DEFAULT_FROM_EMAIL=Mediation Program <no-reply@mediation.example.org>" in done.stdout.splitlines()


def test_what_the_pages_on_running_it_copy_is_there():
    pages = "".join(text(f"docs/how-to/{name}.md") for name in ("install", "backup", "nginx"))
    named = set(re.findall(r"app/docs/how-to/([\w.*-]+)", pages))
    assert {"portal-manage", "portal-backup", "portal*.service"} <= named
    assert [name for name in named if not list((ROOT / "docs/how-to").glob(name))] == []


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
