"""nginx with the configuration that docs/how-to shows, on a free port, in front of a portal that is running."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

CONFIGURATION = Path(__file__).resolve().parents[1] / "docs" / "how-to" / "nginx.conf"
INSTALLED = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
AROUND = """
daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/errors.log warn; {user}
events {{ worker_connections 256; }}
http {{
    default_type text/html; sendfile on; tcp_nopush on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {portal}
    server {{ listen 127.0.0.1:{static}; access_log {folder}/static.log; root {folder}/site; }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """Its port in front of the portal, the one where it sends a page from a file, and the log of the first."""

    front: int
    static: int
    log: Path


@contextmanager
def nginx(port: int, page: bytes = b"") -> Iterator[Nginx]:
    """nginx in front of the portal at `port`; apart from that it sends `page` at /en/."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        front, static, other = free_port(), free_port(), free_port()
        (folder / "site" / "en").mkdir(parents=True)
        (folder / "site" / "en" / "index.html").write_bytes(page)
        portal = here(CONFIGURATION.read_text(), folder, port, front, other)
        user = "user root;" if Path("/proc/self").owner() == "root" else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, portal=portal, static=static, user=user))
        server = subprocess.Popen([INSTALLED, "-p", folder, "-c", folder / "nginx.conf"])
        try:
            for listening in (front, static):
                wait_for(listening, server)
            yield Nginx(front, static, folder / "portal.log")
        finally:
            server.terminate()
            server.wait(timeout=20)


def here(text: str, folder: Path, port: int, front: int, other: int) -> str:
    """The configuration with this machine's ports and folders, and without encryption."""
    text = re.sub(r"\n\s+ssl_certificate\S* .*", "", text)
    for there, ours in (
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{front};"),
        ("listen 80;", f"listen 127.0.0.1:{other};"),
        ("127.0.0.1:8000;", f"127.0.0.1:{port};"),
        ("/var/cache/nginx/portal", f"{folder}/cache"),
        ("/var/log/nginx/portal.log portal buffer=32k flush=5s", f"{folder}/portal.log portal"),
        ("/var/log/nginx/portal-errors.log", f"{folder}/portal-errors.log"),
        ("root /srv/portal;", f"root {folder};"),
    ):
        assert there in text, there
        text = text.replace(there, ours)
    return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert server.poll() is None, "nginx has ended"
            assert time.monotonic() < deadline, "nginx does not answer"
            time.sleep(0.05)
