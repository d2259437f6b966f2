"""Runs in a process of its own, one for each program that is measured: answers requests and says how long they took.

Reads one JSON object a line: {"method", "address", "form", "times", "encoding"}; answers with one a line: {"status",
"seconds": [...]} or, for a request that is sent once, {"status", "location", "queries", "length", "text"}. Requests go
straight into the program's WSGI door, so no network and no test client is measured. It keeps cookies as a browser does.
"""

import io
import json
import sys
import time
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, reset_queries

TOKEN = "b" * 32
HOST = "localhost"


class Program:
    """A WSGI program, named as `module` or `module:attribute`, and the cookies that it has set."""

    def __init__(self, name: str) -> None:
        module, _, attribute = name.partition(":")
        self.application = getattr(import_module(module), attribute or "application")
        self.cookies = SimpleCookie({settings.CSRF_COOKIE_NAME: TOKEN})

    def ask(
        self, method: str, address: str, form: dict[str, Any] | None = None, encoding: str = ""
    ) -> tuple[float, int, dict[str, str], bytes]:
        """Sends one request: the seconds it took until its last byte, the status, the headers and the body."""
        body = (
            urlencode({**(form or {}), "csrfmiddlewaretoken": TOKEN}, doseq=True).encode() if method == "POST" else b""
        )
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            answer.update(status=int(status.split()[0]), headers=headers)

        begin = time.perf_counter()
        environment = {**self._environment(method, address, body), "HTTP_ACCEPT_ENCODING": encoding}
        result = self.application(environment, start)
        received = b"".join(result)
        seconds = time.perf_counter() - begin
        if hasattr(result, "close"):
            result.close()
        for name, value in answer["headers"]:
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return seconds, answer["status"], dict(answer["headers"]), received

    def _environment(self, method: str, address: str, body: bytes) -> dict[str, Any]:
        path, _, query = address.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
        }


def answer(program: Program, order: dict[str, Any]) -> dict[str, Any]:
    """Carries one order out: `times` requests that are timed, or one whose SQL statements are counted."""
    ask = (order["method"], order["address"], order.get("form"), order.get("encoding", ""))
    if not order.get("times"):
        connection.force_debug_cursor = True
        reset_queries()
        _, status, headers, body = program.ask(*ask)
        queries = [query["sql"] for query in connection.queries]
        connection.force_debug_cursor = False
        text = "" if "Content-Encoding" in headers else body.decode(errors="replace")
        found = {"status": status, "location": headers.get("Location"), "queries": queries}
        return {**found, "length": len(body), "text": text}
    results = [program.ask(*ask) for _ in range(order["times"])]
    return {"status": results[-1][1], "seconds": [seconds for seconds, *_ in results]}


def main(name: str) -> None:
    program = Program(name)
    for line in sys.stdin:
        print(json.dumps(answer(program, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
