"""One embedded PostgreSQL server: where it lives, its programs, its data folder, how it starts and stops.

`portal.embedded` decides when. Run as root, the server's processes belong to `nobody`, and everything is in a folder
of ours outside the checkout; no account is made and no folder that is not ours is changed.
docs/decisions/embedded-postgresql.md says why each step is as it is.
"""

import contextlib
import hashlib
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal.embedded_programs import EmbeddedServerError, find_programs, run

ROLE = DATABASE = "portal"
SERVER_ACCOUNT_OF_ROOT = "nobody"
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
# The shorter limit of the systems we run on (macOS 104 bytes, Linux 108, with the closing NUL).
SOCKET_PATH_LIMIT = 103
NO_PROCESS = 2**31 - 1
# The built-in locale knows every letter's case and needs no locale of the system.
LOCALE = ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
INITDB = ["-U", ROLE, "-A", "peer", "-E", "UTF8", "--no-sync", "--no-instructions", *LOCALE]
# pg_ctl hands paths to a shell inside double quotes.
UNSAFE_IN_SHELL = re.compile(r'["$`\\\n]')


@dataclass(frozen=True)
class Server:
    """Where one checkout's server lives (`home`, `sockets`) and the account that its processes run as."""

    home: Path
    sockets: Path
    account: pwd.struct_passwd

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}@{quote(str(self.sockets), safe='')}:{PORT}/{DATABASE}"


def locate(root: Path) -> Server:
    """The server of the checkout `root`: the same answer in every process of the same account; touches nothing."""
    root = root.resolve()
    name = hashlib.sha256(f"{os.geteuid()}:{root}".encode(errors="surrogateescape")).hexdigest()[:16]
    temporary = _durable_folder() / f"portal-pg-{name}"
    # Root's server runs as another account, which may be unable to enter the checkout.
    elsewhere = os.geteuid() == 0 or UNSAFE_IN_SHELL.search(str(root))
    home = temporary if elsewhere else root / "var" / "pg"
    sockets = home / "s"
    if len(os.fsencode(sockets / SOCKET)) > SOCKET_PATH_LIMIT:
        sockets = temporary / "s"
    return Server(home, sockets, _server_account())


def _durable_folder() -> Path:
    """The temporary folder that outlives a restart of the machine, where there is one: data are kept in it."""
    durable = Path("/var/tmp")  # noqa: S108 - what is put there is checked to be ours in _own_folder
    return durable if os.access(durable, os.W_OK | os.X_OK) else Path(tempfile.gettempdir()).resolve()


def _server_account() -> pwd.struct_passwd:
    try:
        own = pwd.getpwuid(os.geteuid())
        return own if own.pw_uid != 0 else pwd.getpwnam(SERVER_ACCOUNT_OF_ROOT)
    except KeyError:
        raise EmbeddedServerError(
            f"PostgreSQL can't run as user id {os.geteuid()} here: the machine has no account of that number"
            f" (or, for root, none named {SERVER_ACCOUNT_OF_ROOT}). Use a named account, or set DATABASE_URL."
        ) from None


def make_folders(server: Server) -> None:
    """Make the folders that the locks and the socket lie in; raises EmbeddedServerError when a stranger holds one."""
    if server.home.name == "pg":
        server.home.parent.mkdir(parents=True, exist_ok=True)
    for folder in {server.home, server.sockets.parent}:
        # The account that root's server runs as has to pass through.
        _own_folder(folder, 0o755 if os.geteuid() == 0 else 0o700)
    _own_folder(server.sockets, 0o700, owner=server.account)


def _own_folder(path: Path, mode: int, owner: pwd.struct_passwd | None = None) -> None:
    """Make the folder, or accept a real one of ours: in a temporary folder, anybody may have put it there."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(0o700)
    found = path.lstat()
    ours = {os.geteuid(), owner.pw_uid if owner else os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours or found.st_mode & 0o022:
        raise EmbeddedServerError(
            f"{path} must be a folder of this account that nobody else can write to. Remove it and try again."
        )
    # After the umask, and only on what is ours.
    path.chmod(mode)
    if owner and os.geteuid() == 0:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def start(server: Server) -> None:
    """Start the server and wait until it answers, making its data folder first where there is none."""
    programs = find_programs(server.account, server.home)
    _ensure_cluster(server, programs)
    _configure(server)
    _forget_dead_server(server)
    deadline = time.monotonic() + 15
    while True:
        with contextlib.suppress(FileNotFoundError):
            server.log.unlink()
        options: list[str | Path] = ["-s", "-w", "-t", "60", "-D", server.data, "-l", server.log]
        done = run(server.account, programs / "pg_ctl", "start", *options)
        if done.returncode == 0:
            return
        log = server.log.read_text(errors="replace") if server.log.exists() else done.stderr
        # The processes of a killed server need a moment to notice; two servers on the same data would ruin them.
        if "shared memory block" not in log or time.monotonic() > deadline:
            raise EmbeddedServerError(f"PostgreSQL did not start in {server.home}:\n{log[-2000:]}")
        time.sleep(0.2)


def stop(server: Server) -> None:
    """End the server, ever more firmly. No program is needed for it, so a removed venv is no obstacle."""
    for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        pid = postmaster(server)
        if not pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        wait_for(lambda: not postmaster(server), seconds)


def remove_data(server: Server) -> None:
    """Remove a stopped server's data and copied programs. Its lock files stay: somebody may be waiting on them."""
    for path in [server.data, *server.home.glob("*.new"), *server.home.glob("programs-*")]:
        if path.exists():
            shutil.rmtree(path)


def wait_for(condition: Callable[[], object], seconds: float) -> None:
    """Return when the condition holds or the time is up."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)


def _pid_file(server: Server) -> list[str]:
    try:
        return (server.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def is_ready(server: Server) -> bool:
    """Whether the server says that it takes connections (the eighth line of its pid file)."""
    return [line.strip() for line in _pid_file(server)[7:8]] == ["ready"]


def postmaster(server: Server) -> int | None:
    """The number of the running server process; not of a dead one's zombie, nor of a stranger with its number."""
    lines = _pid_file(server)
    if not lines or not lines[0].isdigit():
        return None
    pid = int(lines[0])
    return pid if os.fsencode(server.data) in _command_line(pid) else None


def _command_line(pid: int) -> bytes:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return b""
    return subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True).stdout  # noqa: S603, S607


def _ensure_cluster(server: Server, programs: Path) -> None:
    version = server.data / "PG_VERSION"
    if version.exists():
        known = run(server.account, programs / "postgres", "--version").stdout
        if not re.search(rf"\) {version.read_text().strip()}\b", known):
            raise EmbeddedServerError(
                f"The data in {server.data} were made by PostgreSQL {version.read_text().strip()}, the installed"
                f" programs are {known.strip()}. `make reset` throws the old data away."
            )
        return
    scratch = server.home / "data.new"
    shutil.rmtree(scratch, ignore_errors=True)
    _own_folder(scratch, 0o700, owner=server.account)
    made = run(server.account, programs / "initdb", "-D", scratch, *INITDB)
    if made.returncode != 0:
        raise EmbeddedServerError(f"PostgreSQL can't make its data folder {server.data}:\n{made.stderr[-2000:]}")
    # Only a complete folder ever bears the name.
    scratch.rename(server.data)


def _configure(server: Server) -> None:
    """Write the configuration anew at every start: the checkout may have been moved since the last one."""
    folder = str(server.sockets).replace('"', '""').replace("'", "''")
    people = {pwd.getpwuid(os.geteuid()).pw_name, server.account.pw_name}
    files = {
        "postgresql.conf": [
            "listen_addresses = ''",
            f"port = {PORT}",
            f"unix_socket_directories = '\"{folder}\"'",
            # Two hundred at once in `make races`, and whoever else is there.
            "max_connections = 300",
            # A crash of the machine may cost the last moments' writes, never the database.
            "synchronous_commit = off",
            # What residents typed must not get into a log by way of a failed statement.
            "log_min_error_statement = panic",
            "log_error_verbosity = terse",
        ],
        "pg_hba.conf": [f"local all {ROLE} peer map=portal"],
        "pg_ident.conf": [f'portal "{person}" {ROLE}' for person in sorted(people)],
    }
    for name, lines in files.items():
        _write(server, name, lines)


def _write(server: Server, name: str, lines: list[str]) -> None:
    """Replace a file in the data folder. The folder is the server account's, so nothing that lies there is followed."""
    path = server.data / name
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w") as file:
        if os.geteuid() == 0:
            os.fchown(handle, server.account.pw_uid, server.account.pw_gid)
        file.writelines(f"{line}\n" for line in lines)


def _forget_dead_server(server: Server) -> None:
    """Make what a killed server left behind harmless: its number may be a zombie's or a stranger's by now.

    The pid file stays, under a number that no process has, since PostgreSQL reads in it which shared memory to check.
    """
    (server.sockets / f"{SOCKET}.lock").unlink(missing_ok=True)
    lines = _pid_file(server)
    if len(lines) >= 7:
        _write(server, "postmaster.pid", [str(NO_PROCESS), *lines[1:]])
    else:
        (server.data / "postmaster.pid").unlink(missing_ok=True)
