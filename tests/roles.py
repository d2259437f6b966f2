"""Every staff address and what each role is answered there: what tests/golden/roles.csv is made of (SECURITY.md G1)."""

import re
from collections.abc import Iterator
from copy import deepcopy
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

NOBODY = "nobody"
METHODS = ("GET", "POST")
OTHER_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
SOMEBODY_ELSES = UUID(int=7)
# What fills the gaps of an address where the world of a test names nothing better.
FILLERS = {"uuid": str(SOMEBODY_ELSES), "int": "999999", "str": "x", "slug": "x", "path": "x"}
GAP = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Parts of addresses that Wagtail and allauth write as regular expressions.
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?:[^()]|\([^()]*\))*\)|\((?:[^()]|\([^()]*\))*\)")


def patterns(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """The pattern of each address below /admin/ and /accounts/, as it is written in the program."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        elif isinstance(entry, URLPattern) and address.startswith(("/admin/", "/accounts/")):
            yield address


def filled(pattern: str, world: dict[str, str]) -> str:
    """The address with its gaps filled: by the name of the gap from `world`, else by its kind."""
    address = GROUP.sub(lambda gap: world.get(gap["name"] or "", FILLERS["int"]), pattern)
    address = GAP.sub(lambda gap: world.get(gap["name"], FILLERS.get(gap["kind"] or "str", "x")), address)
    return re.sub(r"[\^$\\?]", "", address)


def answer_of(browser: Client, method: str, address: str) -> HttpResponse:
    """What the browser is answered. Nothing that the request stored is kept."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        try:
            return browser.generic(method, address)
        finally:
            # Nor, after signing out, the loss of the session's cookie.
            transaction.set_rollback(True)
            browser.cookies = cookies


def answer(browser: Client, method: str, address: str) -> str:
    """The code of what the browser is answered; for a redirect whether it leads to sign-in."""
    response = answer_of(browser, method, address)
    if response.status_code in (301, 302):
        to_door = response["Location"].startswith(("/accounts/login", "/admin/login"))
        return "sign in" if to_door else "302"
    return str(response.status_code)
