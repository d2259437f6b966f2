"""Behind nginx as docs/how-to/nginx.conf has it: what is kept there, for whom, and how soon a change shows."""

import re
import socket
import time
from contextlib import ExitStack

import pytest

from portal.common.headers import PRIVATE
from tests.bench.servers import served
from tests.nginx import CONFIGURATION, INSTALLED, nginx
from tests.own_database import own_database
from tests.portal.test_finished_pages_processes import ROOT, SiteProcess, environment_for_site

needs_nginx = pytest.mark.skipif(not INSTALLED, reason="nginx is not installed")


def ask(port, address, **headers):
    """The status, the headers and the body of one answer, as text."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode(errors="replace")
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), head.lower(), body


class Front:
    """nginx, the portal behind it, and another process of the portal in which things are done."""

    def __init__(self, proxy, office):
        self.port, self.log, self.office = proxy.front, proxy.log, office

    def ask(self, address, **headers):
        return ask(self.port, address, **headers)

    def served_by(self, address, times=6, **headers):
        """How nginx came by its answers, asked several times within one second: HIT is its own copy."""
        time.sleep(1.01 - time.time() % 1)
        before = len(self.log.read_text().splitlines())
        for _ in range(times):
            self.ask(address, **headers)
        time.sleep(0.1)
        return {line.split()[-1] for line in self.log.read_text().splitlines()[before:]}


@pytest.fixture(scope="module")
def front():
    with ExitStack() as stack:
        url = stack.enter_context(own_database("nginx", migrated=True, seeded=True))
        port = stack.enter_context(served("portal.wsgi:application", ROOT, environment_for_site(url)))
        office = SiteProcess(url)
        stack.callback(office.stop)
        yield Front(stack.enter_context(nginx(port)), office)


@needs_nginx
def test_pages_for_everybody_are_kept_and_come_in_each_coding(front):
    assert "HIT" in front.served_by("/en/")
    plain, brotli = front.ask("/en/"), front.ask("/en/", Accept_Encoding="br")[1]
    assert (plain[0], "content-encoding" in plain[1], "content-encoding: br" in brotli) == (200, False, True)
    assert "x-accel-expires" not in plain[1]
    assert "cache-control: no-cache" in plain[1]
    etag = re.search(r'etag: ("[^"]+")', plain[1])[1]
    assert front.ask("/en/", If_None_Match=etag)[0] == 304


@needs_nginx
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/en/", {"Cookie": "anything=1"}),
        ("/en/", {"Authorization": "Basic eDp5"}),
        ("/en/?q=1", {}),
        ("/en/search/?q=mediation", {}),
        ("/", {}),
        ("/en/nothing-here/", {}),
        ("/en/referral/new/", {}),
        ("/en/check/", {}),
        ("/en/resume/", {}),
        ("/accounts/login/", {}),
        ("/healthz", {}),
    ],
)
def test_nothing_else_is(front, address, headers):
    assert "HIT" not in front.served_by(address, times=3, **headers)


@needs_nginx
def test_staff_get_their_own_and_leave_nothing_behind(front):
    cookies = front.office.do("sign_in")
    front.office.do("rename_unseen", code="en", title="As it is now")
    assert "As it is now" in front.ask("/en/request/", Cookie=cookies)[2]
    assert "as it is now" not in front.ask("/hy/request/")[2]
    assert {"BYPASS"} == front.served_by("/en/request/", times=3, Cookie=cookies)


@needs_nginx
@pytest.mark.proves("P2")
@pytest.mark.parametrize("code", ["en", "es", "hy", "zh-hant", "zh-hans"])
def test_whoever_asks_a_second_after_a_publication_gets_the_new_page(front, code):
    address = f"/{code}/request/"
    for turn in range(3):
        assert "HIT" in front.served_by(address)
        new = f"Turn {turn} in {code}"
        front.office.do("publish", code=code, intro=new)
        published = time.monotonic()
        late = []
        while (asked := time.monotonic()) - published < 1.6:
            if new not in front.ask(address)[2]:
                late.append(asked - published)
        assert max(late, default=0) <= 1.0


@needs_nginx
def test_its_log_names_no_visitor_no_query_and_no_private_address(front):
    front.ask("/en/survey/secret-token/", X_Forwarded_For="198.51.100.7")
    front.ask("/en/search/?q=secret-words")
    time.sleep(0.1)
    log = front.log.read_text()
    assert "a private page" in log
    assert not re.search(r"secret|198\.51|127\.0\.0\.1", log)


def test_it_knows_the_same_private_addresses_as_the_portal():
    text = CONFIGURATION.read_text()
    patterns = re.findall(r'"~(\^\S+)" "', text)
    for address in ("/admin/", "/accounts/login/", "/en/my/", "/hy/survey/x/", "/zh-hant/referral/x/contact/", "/en/"):
        assert any(re.search(pattern, address) for pattern in patterns) == bool(PRIVATE.match(address)), address
    kinds = "|".join(re.findall(r"\(((?:\w|[-|])+)\)\(/\|\$\)", text))
    assert set(kinds.split("|")) == set(re.findall(r"[a-z-]{2,}", PRIVATE.pattern.replace("[a-z-]", "")))
