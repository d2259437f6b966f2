"""How staff sign in: with a password, and with the six digits of an authenticator app (RFC 6238)."""

import base64
import hmac
import struct
import time

from playwright.sync_api import expect

from portal.common.demo_accounts import DEMO_PASSWORD
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


def give_password(visitor: Visitor, email: str) -> None:
    """Opens the staff area and fills in the sign-in page that it leads to."""
    visitor.open("/admin/")
    assert visitor.address.startswith("/accounts/login/")
    visitor.page.locator("[name=login]").fill(email)
    visitor.page.locator("[name=password]").fill(DEMO_PASSWORD)
    press(visitor)


def press(visitor: Visitor) -> None:
    visitor.page.locator("main form .button[type=submit]").first.click()


def enrol(visitor: Visitor, email: str) -> App:
    """Signs in for the first time and sets up the authenticator app, which nobody can put off."""
    give_password(visitor, email)
    visitor.open("/admin/cases/")
    visitor.open("/accounts/2fa/totp/activate/")
    if visitor.page.locator("[name=password]").count():
        visitor.page.locator("[name=password]").fill(DEMO_PASSWORD)
        press(visitor)
    app = App(visitor.page.locator(".secret").inner_text())
    visitor.page.locator("[name=code]").fill(app.code())
    press(visitor)
    return app


def sign_in(visitor: Visitor, email: str, app: App) -> None:
    """Signs in with both factors and arrives in the staff area."""
    give_password(visitor, email)
    visitor.page.locator("[name=code]").fill(app.code())
    press(visitor)
    expect(visitor.page).to_have_url(f"{visitor.base}/admin/")
