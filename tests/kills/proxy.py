"""A line between browser and portal that can lose an answer: the portal has done its work, and nobody hears of it."""

import socket
import threading
from contextlib import suppress

CHUNK = 65_536
PATIENCE = 60


class Proxy:
    """Passes connections on from `port` to the portal's port; `cuts` says how many answers to POSTs are still to be
    lost, `lost` how many were."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.cuts = self.lost = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(connection,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        """One question and its answer; both sides close after it."""
        with browser, suppress(OSError), socket.create_connection(("127.0.0.1", self.to), timeout=PATIENCE) as portal:
            browser.settimeout(PATIENCE)
            question = whole_question(browser)
            portal.sendall(question)
            answer = portal.recv(CHUNK)
            # An answer has begun, so what it tells of is stored.
            if answer and question.startswith(b"POST") and self._is_to_lose():
                return
            while answer:
                browser.sendall(answer)
                answer = portal.recv(CHUNK)

    def _is_to_lose(self) -> bool:
        with self._lock:
            if not self.cuts:
                return False
            self.cuts -= 1
            self.lost += 1
            return True


def whole_question(browser: socket.socket) -> bytes:
    """A request with its body."""
    question = b""
    while b"\r\n\r\n" not in question:
        more = browser.recv(CHUNK)
        if not more:
            raise ConnectionError
        question += more
    head, _, body = question.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0]):
        more = browser.recv(CHUNK)
        if not more:
            raise ConnectionError
        body += more
    return head + b"\r\n\r\n" + body
