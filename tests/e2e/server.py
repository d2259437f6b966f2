"""The portal under test: a real server process on a database of its own, with the second factor required."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError

from tests.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]
# Several threads of one process: enough for a browser, and every answer comes from the same memory.
GUNICORN = ("-m", "gunicorn", "portal.wsgi", "--workers=1", "--threads=8", "--log-level=warning", "--no-control-socket")


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, and the environment in which a program beside it finds the same database."""

    base: str
    environment: dict[str, str]


@contextmanager
def portal() -> Iterator[Portal]:
    """A running portal with its pages in every language and one demo account for each role.

    It is named localhost since browsers keep security keys for a name, and since cookies count as safe there.
    """
    with own_database("e2e", migrated=True, seeded=True) as url, TemporaryDirectory() as files:
        environment = environment_for(url) | {"E2E_FILES": files}
        for command in ("seed_letters", "seed_demo"):
            # Demo accounts are made only where the second factor is off; the server then demands it.
            manage(command, {**environment, "SECOND_FACTOR_REQUIRED": "no"})
        port = free_port()
        command = [sys.executable, *GUNICORN, f"--bind=127.0.0.1:{port}"]
        server = subprocess.Popen(command, cwd=ROOT, env={**environment, "PORT": str(port)})
        try:
            base = f"http://localhost:{port}"
            wait_until_ready(base, server)
            yield Portal(base, environment)
        finally:
            server.terminate()
            server.wait(timeout=20)


def environment_for(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "DATABASE_URL": url,
        "FIELD_KEYSET_FILE": str(ROOT / "tests" / "keyset.json"),
        "SECOND_FACTOR_REQUIRED": "yes",
        "DEBUG": "no",
    }


def manage(command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"manage.py {command}: {done.stdout}{done.stderr}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(base: str, server: subprocess.Popen) -> None:
    """Returns when the portal says that it can answer; fails after a minute, or at once when it has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended instead of starting"
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("the server did not get ready within a minute")
