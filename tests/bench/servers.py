"""Real web servers for programs that are compared by requests a second, and the client that asks them.

wrk asks when it is installed (Debian has it); else a few lines here do, which cost the machine more and so bring the
ratios closer to 1.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONNECTIONS = 8
SECONDS = 1
GUNICORN = ("-m", "gunicorn", "--workers=2", "--log-level=error", "--no-control-socket")


@contextmanager
def served(program: str, folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """The port on which gunicorn serves `module:attribute` from this folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *GUNICORN, f"--bind=127.0.0.1:{port}", f"--chdir={folder}", program]
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        deadline = time.monotonic() + 120
        while not answers(port):
            assert time.monotonic() < deadline, f"{program} does not answer"
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=60)


def answers(port: int) -> bool:
    try:
        return page(port).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def page(port: int, address: str = "/en/") -> bytes:
    """One whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def client() -> str:
    return "wrk" if shutil.which("wrk") else "own client"


def requests_a_second(port: int) -> float:
    """How many whole, good answers a second the server on this port gives."""
    if client() == "own client":
        begin, count = time.perf_counter(), 0
        while time.perf_counter() - begin < SECONDS:
            assert page(port).startswith(b"HTTP/1.1 200")
            count += 1
        return count / (time.perf_counter() - begin)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://localhost:{port}/en/"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])
