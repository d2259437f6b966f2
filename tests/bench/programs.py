"""Starts the programs that are compared, each in its own process on its own database, and gives them orders."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]
BENCH = Path(__file__).resolve().parent
ROUNDS = 12
TIMES = 15
KEYS = {"FIELD_KEYSET_FILE": str(ROOT / "tests" / "keyset.json")}
EMPTY_SITE_SETTINGS = """
from peer.settings.base import *
import dj_database_url
DEBUG = False
SECRET_KEY = "measured, never served"
ALLOWED_HOSTS = ["localhost"]
DATABASES = {"default": {**dj_database_url.parse(DATABASE_URL), "CONN_MAX_AGE": 60}}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


class Running:
    """A program that waits for orders (tests/bench/program.py)."""

    def __init__(self, module: str, folder: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(BENCH / "program.py"), module],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(
        self, method: str, address: str, form: dict[str, Any] | None = None, times: int = 0, encoding: str = ""
    ) -> dict[str, Any]:
        """Sends the same request `times` times and times each, or, without `times`, once and counts its SQL."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(
            json.dumps({"method": method, "address": address, "form": form, "times": times, "encoding": encoding})
            + "\n"
        )
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the measured program has ended"
        return json.loads(answer)

    def follow(self, address: str) -> str:
        """Opens an address and gives back where it leads to."""
        location = self.ask("GET", address)["location"]
        assert location, f"{address} leads nowhere"
        return location

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


def environment_for(settings: str, url: str, folder: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": url,
        "PYTHONPATH": str(folder),
        "DEBUG": "no",
        **more,
    }


def prepare(folder: Path, environment: dict[str, str], *commands: str) -> None:
    """Runs manage.py commands of a program; what they print is shown only when one fails."""
    for command in commands:
        done = subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


@dataclass(frozen=True)
class Portal:
    """The portal as Django alone, and as the web server has it with finished pages in front; and how to start more."""

    alone: Running
    whole: Running
    environment: dict[str, str]


@contextmanager
def portal() -> Iterator[Portal]:
    """The portal, with its pages in every language, on a database of its own."""
    with own_database("bench_portal", migrated=True, seeded=True) as url:
        environment = environment_for("portal.settings.dev", url, ROOT, **KEYS)
        with (
            running("portal.wsgi:django_application", ROOT, environment) as alone,
            running("portal.wsgi", ROOT, environment) as whole,
        ):
            yield Portal(alone, whole, environment)


@contextmanager
def empty_site() -> Iterator[Running]:
    """The site that `wagtail start` makes, with its almost empty home page."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(own_database("bench_empty", migrated=False))
        subprocess.run(
            [Path(sys.executable).with_name("wagtail"), "start", "peer", folder], check=True, stdout=subprocess.DEVNULL
        )
        (folder / "peer" / "settings" / "bench.py").write_text(f"DATABASE_URL = {url!r}\n{EMPTY_SITE_SETTINGS}")
        yield stack.enter_context(
            running("peer.wsgi", folder, environment_for("peer.settings.bench", url, folder), "migrate")
        )


@contextmanager
def bare_wizard() -> Iterator[Running]:
    """formtools' own wizard with sessions in the database (tests/bench/bare_wizard.py)."""
    with (
        own_database("bench_wizard", migrated=False) as url,
        running("bare_wizard", BENCH, environment_for("", url, BENCH)) as program,
    ):
        yield program


@contextmanager
def running(module: str, folder: Path, environment: dict[str, str], *commands: str) -> Iterator[Running]:
    prepare(folder, environment, *commands)
    program = Running(module, folder, environment)
    try:
        yield program
    finally:
        program.stop()


def times_slower(one: Running, ask_one: tuple, other: Running, ask_other: tuple) -> tuple[float, float, float]:
    """How many times as long one request takes as the other, both asked in turns; and the two medians in ms."""
    ratios, ones, others = [], [], []
    for _ in range(ROUNDS):
        mine = median(one.ask(*ask_one, times=TIMES)["seconds"])
        theirs = median(other.ask(*ask_other, times=TIMES)["seconds"])
        ratios.append(mine / theirs)
        ones.append(mine)
        others.append(theirs)
    return median(ratios), median(ones) * 1000, median(others) * 1000
