"""`make run`: makes the demo ready step by step, says how long each step took, and serves it until ctrl-C. The worker
runs beside the server; when it fails, the site goes on.

It serves as production does (gunicorn, no debug pages), so that what a visitor of the demo sees is the product.
"""

import contextlib
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from portal.common.checks.fonts import check_fonts
from portal.common.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4
MANAGE = Path(__file__).resolve().parents[1] / "manage.py"
PATIENCE = 15
"""Seconds that the worker has to end the message in its hands."""


def quietly(command: str) -> None:
    """Runs a management command; what it would say is left out, since each step has its own line."""
    call_command(command, verbosity=0, stdout=io.StringIO())


STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Program", django.setup),
    ("Database tables", partial(quietly, "migrate")),
    ("Cache table", partial(quietly, "createcachetable")),
    ("Pages in every language", partial(quietly, "seed_site")),
    ("Letters in every language", partial(quietly, "seed_letters")),
    ("Surveys in every language", partial(quietly, "seed_surveys")),
    ("Demo accounts and cases", partial(quietly, "seed_demo")),
)


@contextlib.contextmanager
def timed(words: str) -> Iterator[None]:
    """Prints what is being done and, when it is done, how many seconds it took."""
    start = time.monotonic()
    print(f"  {words} ".ljust(34, "."), end=" ", flush=True)
    yield
    print(f"{time.monotonic() - start:5.1f} s", flush=True)


def port_is_free(port: int) -> bool:
    """Whether nobody listens on this port of the machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def welcome(port: int) -> str:
    """The addresses of the running demo and the accounts to sign in with."""
    accounts = "\n".join(f"  {account.role.value:<24}{account.email}" for account in DEMO_ACCOUNTS)
    if settings.SECOND_FACTOR_REQUIRED:
        second_factor = "each sets up a second factor at the first sign-in"
    else:
        second_factor = "in the demo nobody needs a second factor"
    return f"""
The portal is ready.

  Site     http://localhost:{port}/
  Staff    http://localhost:{port}/admin/

Demo accounts, all with the password {DEMO_PASSWORD} ({second_factor}):

{accounts}

Ctrl-C stops it. The data stay; `make reset` throws them away.
"""


class DemoServer(BaseApplication):
    """gunicorn with the portal loaded once, before it starts its workers."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        wishes: dict[str, Any] = {
            "bind": f"{HOST}:{self.port}",
            "workers": WORKERS,
            "threads": THREADS,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": lambda server: print(welcome(self.port), flush=True),
            "on_exit": lambda server: print("\nStopped.", flush=True),
        }
        for name, value in wishes.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = import_app("portal.wsgi:application")
        # A connection must not be shared by two processes, and the workers are copies of this one.
        connections.close_all()
        return application


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """Runs the worker while the server runs; should it not start or end early, messages wait and nothing else."""
    command = [sys.executable, str(MANAGE), "work", "--beside", str(os.getpid())]
    try:
        worker = subprocess.Popen(command)  # noqa: S603 - our own program with constant arguments, no shell
    except OSError as error:
        print(f"  The worker does not run, messages wait: {error.strerror}")
        yield
        return
    try:
        yield
    finally:
        worker.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(timeout=PATIENCE)


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    if not port_is_free(port):
        print(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("DEBUG", "no")
    print("Making the demo ready")
    try:
        for words, step in STEPS:
            with timed(words):
                step()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    except (CommandError, ImproperlyConfigured) as error:
        print(f"\n{error}")
        return 1
    for fault in check_fonts():
        print(f"  {fault.msg} {fault.hint}")
    with worker_beside():
        DemoServer(port).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
