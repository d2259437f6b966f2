"""The portal that is killed: two workers of gunicorn and a PostgreSQL of its own that writes through to the disk."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2

from portal import embedded, embedded_server
from portal.embedded_programs import find_programs, run
from tests.databases import administration, with_database
from tests.e2e.server import ROOT, environment_for, free_port
from tests.embedded_plugin import ensure_template

GUNICORN = (
    *("-m", "gunicorn", "portal.wsgi", "--workers=2", "--threads=2"),
    *("--log-level=critical", "--no-control-socket"),
)

STARTS = 8
"""Seconds within which a new worker asks for the database."""


class Portal:
    """What can be killed, each by the number of a process that was started here, and brought back."""

    def __init__(self, database: Path, files: Path) -> None:
        self.url = embedded.database_url(database)
        self.server = embedded_server.locate(database)
        self.port = free_port()
        self.environment = environment_for(self.url) | {"E2E_FILES": str(files), "PORT": str(self.port)}
        self.log = (files / "server.log").open("wb")
        self.tell("ALTER DATABASE portal SET synchronous_commit = on")
        self.master: subprocess.Popen[bytes] | None = None

    def fill(self) -> None:
        """Every table of the portal, copied from the template of the tests: migrating takes much longer."""
        programs = find_programs(self.server.account, self.server.home)
        server = os.environ.get("TEST_DATABASE_URL") or embedded.database_url()
        with administration(server) as connection:
            template = with_database(server, ensure_template(connection, server))
        dump = self.server.home / "template.sql"
        dump.write_text(run(self.server.account, programs / "pg_dump", "--no-owner", template).stdout)
        dump.chmod(0o644)
        options = ("--quiet", "--set=ON_ERROR_STOP=1", f"--file={dump}", self.url)
        filled = run(self.server.account, programs / "psql", *options)
        assert filled.returncode == 0, filled.stderr

    def tell(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(self.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def start(self) -> None:
        command = [sys.executable, *GUNICORN, f"--bind=127.0.0.1:{self.port}"]
        self.master = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)

    def wait_until_serving(self) -> None:
        """Returns with the first answer, whatever it says."""
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=60).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("the portal did not begin to serve")

    def workers(self) -> list[int]:
        assert self.master is not None
        return children_of(self.master.pid)

    def kill_worker(self) -> None:
        """One worker; its master starts another."""
        for worker in random.sample(workers := self.workers(), min(1, len(workers))):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def kill_master(self) -> None:
        """The master; its workers end when they notice, and then a new one can take their port."""
        assert self.master is not None
        workers = self.workers()
        self.master.kill()
        self.master.wait()
        embedded_server.wait_for(lambda: not any(map(is_alive, workers)), seconds=20)
        self.start()

    def end_connection(self) -> None:
        """One connection to the database, in the middle of whatever it does."""
        self.tell(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() ORDER BY state = 'idle', random() LIMIT 1"
        )

    def crash_database(self) -> None:
        """The whole database, without a moment to tidy up; it recovers from its log when it comes back.

        Meanwhile a worker has to be replaced: one that starts without a database must not end its master.
        """
        programs = find_programs(self.server.account, self.server.home)
        run(self.server.account, programs / "pg_ctl", "stop", "-m", "immediate", "-D", self.server.data)
        self.kill_worker()
        time.sleep(random.uniform(STARTS / 2, STARTS))
        embedded_server.start(self.server)

    def stop(self) -> None:
        if self.master is not None:
            self.master.terminate()
            self.master.wait(timeout=30)
        self.log.close()


@contextmanager
def portal() -> Iterator[Portal]:
    """A migrated portal that serves."""
    with TemporaryDirectory() as database, TemporaryDirectory() as files:
        made = Portal(Path(database), Path(files))
        try:
            assert made.tell("SHOW fsync") == [("on",)]
            assert made.tell("SHOW synchronous_commit") == [("on",)]
            made.fill()
            made.start()
            made.wait_until_serving()
            yield made
        finally:
            made.stop()
            embedded.reset(Path(database))
            for folder in {made.server.home, made.server.sockets.parent}:
                shutil.rmtree(folder, ignore_errors=True)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in found.stdout.split()]


def is_alive(pid: int) -> bool:
    """Whether the process runs; a dead one that nobody has waited for does not."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")
