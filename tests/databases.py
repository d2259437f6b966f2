"""Whole databases on the tests' server: the templates that test databases are copies of, and the tidying up.

A template bears a name made of everything that shapes it, so it is built again exactly when something of that changes.
It is built under another name first and renamed when it is complete. Works the same on any server.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from portal import embedded

ROOT = Path(__file__).resolve().parents[1]
# Other checkouts may use the same server: each names its databases by its own folder.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
RUNS = f"test_portal_{CHECKOUT}_"
# Another run may be about to copy the last template of a kind, and one comes back to a branch.
KEPT = 4
# A number of our own for the server-wide lock under which templates are built.
BUILDING = 7_205_618


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


def ensure(server: Connection, kind: str, mark: str, source: str, fill: Callable[[str], None]) -> str:
    """The name of the template of this kind and mark. When there is none, `fill` completes a copy of `source`, whose
    name it is given, and older ones of the kind go."""
    name = f"{kind}{mark}"
    if name in databases(server, kind):
        return name
    with server.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        # Another run may have built it while this one waited.
        if name not in databases(server, kind):
            scratch = f"{name}_new"
            cursor.execute(f'DROP DATABASE IF EXISTS "{scratch}"')
            cursor.execute(f'CREATE DATABASE "{scratch}" TEMPLATE "{source}"')
            fill(scratch)
            cursor.execute(f'ALTER DATABASE "{scratch}" RENAME TO "{name}"')
            drop(server, databases(server, kind)[KEPT:])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [BUILDING])
    return name


def drop(server: Connection, names: Iterable[str]) -> None:
    """Removes the databases; one that somebody is using just now stays."""
    with server.cursor() as cursor:
        for name in names:
            with contextlib.suppress(psycopg2.errors.ObjectInUse):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


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


def manage(url: str, *arguments: str) -> None:
    """Run manage.py with the test settings on the database at `url`."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "TEST_DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise pytest.UsageError(f"manage.py {' '.join(arguments)} failed:\n{done.stderr[-4000:]}")
