"""How staff sign in: with a password, and with the six digits of an authenticator app (RFC 6238)."""

import base64
import hmac
import struct
import time
from dataclasses import dataclass

from playwright.sync_api import StorageState, expect

from portal.common.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.common.roles import Role
from tests.e2e.browser import Visitor

STEP = 30


class App:
    """An authenticator app with one secret. It gives each code once, as the portal takes each once."""

    def __init__(self, secret: str) -> None:
        self.key = base64.b32decode(secret.replace(" ", "").upper())
        self.last = 0

    def code(self) -> str:
        """The next code that has not been used; waits for it when the present one was."""
        while int(time.time()) // STEP <= self.last:
            time.sleep(0.5)
        self.last = int(time.time()) // STEP
        digest = hmac.digest(self.key, struct.pack(">Q", self.last), "sha1")
        start = digest[-1] & 15
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


@dataclass(frozen=True)
class Member:
    """Someone of the staff who can sign in: their address and their app; `signed_in` is what a browser keeps of it."""

    email: str
    app: App
    signed_in: StorageState


def address_of(role: Role) -> str:
    """The address that the demo account of this role signs in with."""
    return next(account.email for account in DEMO_ACCOUNTS if account.role is role)


def give_password(visitor: Visitor, email: str) -> None:
    """Opens the staff area and fills in the sign-in page that it leads to."""
    visitor.open("/admin/")
    assert visitor.address.startswith("/accounts/login/")
    visitor.page.locator("[name=login]").fill(email)
    visitor.page.locator("[name=password]").fill(DEMO_PASSWORD)
    press_main(visitor)


def press_main(visitor: Visitor) -> None:
    visitor.press(visitor.page.locator("main form .button[type=submit]").first)


def begin_enrolment(visitor: Visitor, email: str) -> App:
    """Signs in for the first time and opens the page that gives the app its secret."""
    give_password(visitor, email)
    visitor.open("/accounts/2fa/totp/activate/")
    if visitor.page.locator("[name=password]").count():
        visitor.page.locator("[name=password]").fill(DEMO_PASSWORD)
        press_main(visitor)
    return App(visitor.page.locator(".secret").inner_text())


def give_code(visitor: Visitor, app: App) -> None:
    visitor.page.locator("[name=code]").fill(app.code())
    press_main(visitor)


def enrol(visitor: Visitor, email: str) -> Member:
    """Signs in for the first time and sets up the authenticator app, which nobody can put off."""
    app = begin_enrolment(visitor, email)
    give_code(visitor, app)
    return Member(email, app, visitor.context.storage_state())


def sign_in(visitor: Visitor, member: Member) -> None:
    """Signs in with both factors and arrives in the staff area."""
    give_password(visitor, member.email)
    give_code(visitor, member.app)
    expect(visitor.page).to_have_url(f"{visitor.base}/admin/")
