"""Before pytest reads the settings: a server for the tests, and a migrated database that every test database copies.

Migrating takes many seconds, copying a database less than one.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from portal import embedded
from portal.embedded_programs import EmbeddedServerError
from tests.databases import (
    CHECKOUT,
    RUNS,
    administration,
    databases,
    drop,
    ensure,
    is_ours,
    manage,
    runs_that_died,
    with_database,
)

ROOT = Path(__file__).resolve().parents[1]
APPS = ("portal", "home", "outreach", "intake")
OWN_IMPORT = re.compile(rf"^(?:from|import) ((?:{'|'.join(APPS)})[\w.]*)(?: import (\w+))?", re.MULTILINE)
TEMPLATES = f"portal_template_{CHECKOUT}_"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Settings are read in this same hook, so this one has to be first. Workers of pytest-xdist inherit the results."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    try:
        url = os.environ.get("TEST_DATABASE_URL") or embedded.database_url(ROOT)
        os.environ["TEST_DATABASE_URL"] = url
        # A name for this run alone, so that two runs at once do not take each other's database away.
        os.environ["TEST_DATABASE_NAME"] = f"{RUNS}{os.getpid()}"
        with administration(url) as server:
            if is_ours(url):
                drop(server, runs_that_died(server))
            os.environ["TEMPLATE_DATABASE"] = ensure_template(server, url)
    except (EmbeddedServerError, psycopg2.Error) as error:
        raise pytest.UsageError(f"No database for the tests: {error}") from None


def pytest_unconfigure() -> None:
    """Django removes the databases that it made; the copies of the seeded site (tests/seeded_database.py) go here."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "TEMPLATE_DATABASE" in os.environ:
        with administration(os.environ["TEST_DATABASE_URL"]) as server:
            drop(server, databases(server, f"{os.environ['TEST_DATABASE_NAME']}_"))


def ensure_template(server: Connection, url: str) -> str:
    """The name of the template for the present code, built now when there is none."""

    def fill(name: str) -> None:
        print("Building the template database for the tests (once for each change of migrations)", flush=True)
        for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
            manage(with_database(url, name), *command)
        with administration(url, name) as template:
            allow_flush(template)

    return ensure(server, TEMPLATES, fingerprint(), "template0", fill)


def fingerprint() -> str:
    """A short hash of the installed packages, our migrations, what they import of ours, and the settings they read."""
    packages = sorted(f"{package.name}=={package.version}" for package in metadata.distributions())
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations/**/*") if path.is_file()]
    sources = {path for path in migrations if path.suffix != ".pyc"}
    for migration in list(sources):
        sources.update(imported_by(migration))
    sources.update([ROOT / "portal/settings/base.py", ROOT / "portal/common/languages.py"])
    return mark_of(sources, "\n".join(packages).encode() + Path(__file__).read_bytes())


def mark_of(sources: set[Path], more: bytes) -> str:
    """A short hash of these files, with their names, and of `more`."""
    digest = hashlib.sha256(more)
    for path in sorted(sources):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def imported_by(source: Path) -> Iterator[Path]:
    """The files of ours that a migration takes something from: its SQL or its lists may live there."""
    if source.suffix != ".py":
        return
    for module, name in OWN_IMPORT.findall(source.read_text()):
        folder = ROOT / module.replace(".", "/")
        yield from (path for path in (folder.with_suffix(".py"), folder / f"{name}.py") if path.is_file())


def allow_flush(template: Connection) -> None:
    """Let TransactionTestCase empty the audit table, which refuses TRUNCATE everywhere else; the test of that refusal
    switches the trigger on again for itself."""
    with template.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgname = 'audit_no_truncate' AND tgrelid = to_regclass('common_auditevent')"
        )
        if cursor.fetchone():
            cursor.execute("ALTER TABLE common_auditevent DISABLE TRIGGER audit_no_truncate")
