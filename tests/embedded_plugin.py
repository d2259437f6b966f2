"""Before pytest reads the settings: a server for the tests, and a migrated database that every test database copies.

Migrating takes many seconds, copying a database less than one. The migrated database (the "template") bears a name made
of everything that shapes it, so it is built again exactly when a migration or a package changes. It is built under
another name first and renamed when it is complete. Works the same on a server that TEST_DATABASE_URL names.
"""

import contextlib
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from portal import embedded
from portal.embedded_programs import EmbeddedServerError

ROOT = Path(__file__).resolve().parents[1]
APPS = ("portal", "home", "outreach", "intake")
OWN_IMPORT = re.compile(rf"^(?:from|import) ((?:{'|'.join(APPS)})[\w.]*)(?: import (\w+))?", re.MULTILINE)
# Other checkouts may use the same server: each names its databases by its own folder.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
TEMPLATES = f"portal_template_{CHECKOUT}_"
# Another run may be about to copy the last one, and one comes back to a branch.
KEPT = 4
RUNS = f"test_portal_{CHECKOUT}_"
# A number of our own for the server-wide lock under which templates are built.
BUILDING = 7_205_618


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
            os.environ["TEMPLATE_DATABASE"] = ensure_template(server, url)
    except (EmbeddedServerError, psycopg2.Error) as error:
        raise pytest.UsageError(f"No database for the tests: {error}") from None


@contextlib.contextmanager
def administration(url: str, database: str = "postgres") -> Iterator[Connection]:
    """A connection for work on whole databases (which PostgreSQL does outside transactions only)."""
    connection = psycopg2.connect(with_database(url, database))
    try:
        connection.autocommit = True
        yield connection
    finally:
        connection.close()


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def ensure_template(server: Connection, url: str) -> str:
    """The name of the template for the present code, built now when there is none."""
    name = TEMPLATES + fingerprint()
    with server.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        if name not in databases(server, TEMPLATES):
            build_template(server, url, name)
        died = runs_that_died(server) if is_ours(url) else []
        for leftover in [*databases(server, TEMPLATES)[KEPT:], *died]:
            # One that somebody is using just now stays until next time.
            with contextlib.suppress(psycopg2.errors.ObjectInUse):
                cursor.execute(f'DROP DATABASE IF EXISTS "{leftover}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [BUILDING])
    return name


def databases(server: Connection, prefix: str) -> list[str]:
    """The names of the databases that begin with `prefix`, the newest first."""
    with server.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC", [prefix])
        return [name for (name,) in cursor.fetchall()]


def is_ours(url: str) -> bool:
    """Whether nobody but this machine uses the server, so that process numbers mean something."""
    return embedded.is_embedded(unquote(urlsplit(url).hostname or ""))


def runs_that_died(server: Connection) -> list[str]:
    """Test databases of this checkout whose process is gone: a killed run could not remove its own."""
    return [name for name in databases(server, RUNS) if not is_alive(int(name.removeprefix(RUNS).split("_")[0]))]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def fingerprint() -> str:
    """A short hash of the installed packages, our migrations, what they import of ours, and the settings they read."""
    packages = sorted(f"{package.name}=={package.version}" for package in metadata.distributions())
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations/**/*") if path.is_file()]
    sources = {path for path in migrations if path.suffix != ".pyc"}
    for migration in list(sources):
        sources.update(imported_by(migration))
    sources.update([ROOT / "portal/settings/base.py", ROOT / "portal/common/languages.py"])
    digest = hashlib.sha256("\n".join(packages).encode() + Path(__file__).read_bytes())
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


def build_template(server: Connection, url: str, name: str) -> None:
    """Make the template: an empty database, migrated by a process of its own, renamed when it is complete."""
    scratch = f"{name}_new"
    print("Building the template database for the tests (once for each change of migrations)", flush=True)
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{scratch}"')
        cursor.execute(f'CREATE DATABASE "{scratch}" TEMPLATE template0')
        for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
            manage(with_database(url, scratch), *command)
        with administration(url, scratch) as template:
            allow_flush(template)
        cursor.execute(f'ALTER DATABASE "{scratch}" RENAME TO "{name}"')


def manage(url: str, *arguments: str) -> None:
    """Run manage.py with the test settings on the database at `url`."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "TEST_DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise pytest.UsageError(f"manage.py {' '.join(arguments)} failed:\n{done.stderr[-4000:]}")


def allow_flush(template: Connection) -> None:
    """Let TransactionTestCase empty the audit table, which refuses TRUNCATE everywhere else; the test of that refusal
    switches the trigger on again for itself."""
    with template.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgname = 'audit_no_truncate' AND tgrelid = to_regclass('common_auditevent')"
        )
        if cursor.fetchone():
            cursor.execute("ALTER TABLE common_auditevent DISABLE TRIGGER audit_no_truncate")
