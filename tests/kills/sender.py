"""The people who send: each presses the button on check-answers until a receipt shows a reference, and notes it."""

import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

REFERENCE = re.compile(r'class="receipt-reference[^"]*"[^>]*>\s*([0-9A-Z]{4}-[0-9A-Z]{4})\s*<')
TOKEN = "b" * 32
AGREED = {"voluntary": "on", "not_a_complaint": "on", "may_contact": "on", "csrfmiddlewaretoken": TOKEN}
PATIENCE = 30
"""Seconds that a browser waits for one answer."""
LAST = 300
"""Seconds after which a person gives up: on a busy machine a new master takes a minute to serve."""


@dataclass(frozen=True)
class Ready:
    """A request that only needs sending: its draft, and the secret in its browser's cookie."""

    draft: str
    secret: str


@dataclass
class Ledger:
    """What people wrote down: the references that they were shown, and what they saw on the way."""

    references: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def saw(self, what: str) -> None:
        with self.lock:
            self.seen[what] += 1


def send(ready: Ready, port: int, ledger: Ledger) -> None:
    """Sends one request until there is a reference, or gives up."""
    deadline = time.monotonic() + LAST
    while time.monotonic() < deadline:
        try:
            found = reference_of(ready, port, ledger)
        except (OSError, HTTPException):
            ledger.saw("no answer")
            found = None
        if found:
            ledger.references[ready.draft] = found
            return
        time.sleep(0.2)
    ledger.given_up.append(ready.draft)


def reference_of(ready: Ready, port: int, ledger: Ledger) -> str | None:
    """Presses the button once and reads the receipt; None for anything but a reference."""
    address = f"/en/referral/{ready.draft}/"
    status, location, _ = ask(port, "POST", f"{address}review/", ready.secret)
    ledger.saw(f"POST {status}")
    if status != 302 or location != f"{address}receipt/":
        return None
    status, _, page = ask(port, "GET", location, ready.secret)
    ledger.saw(f"GET {status}")
    found = REFERENCE.search(page)
    return found[1] if found else None


def ask(port: int, method: str, address: str, secret: str) -> tuple[int, str, str]:
    """One request as a browser makes it: status, where it leads, and the page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        headers = {"Host": "localhost", "Cookie": f"drafts={secret}; csrftoken={TOKEN}", "Connection": "close"}
        body = urlencode(AGREED) if method == "POST" else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()
    finally:
        connection.close()
