"""A visitor with a real browser: what they see, what their browser asked for, and what the page's source was."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, Response

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where the system's Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium"
    return found


def launch(playwright: Playwright) -> Browser:
    """Starts the system's Chromium, without anything that would make it call home.

    Debian's chromium-headless-shell is the same engine without the windows of a browser around it: a walk takes a third
    less time. Where it is not installed, the whole browser does the same.
    """
    shell = shutil.which("chromium-headless-shell")
    return playwright.chromium.launch(executable_path=shell or chromium(), args=ARGUMENTS)


class Visitor:
    """One browser window with its own cookies; it remembers each request and the source of the page it is on."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self._document: Response | None = None
        context.on("request", self._note)
        context.on("console", self._complain)
        self.page.on("response", self._remember)

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _remember(self, response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self._document = response

    def _complain(self, message: ConsoleMessage) -> None:
        """Notes what the browser itself finds wrong: a content policy that was broken, a script that failed."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.address}: {message.text}")

    def open(self, address: str) -> None:
        """Goes to an address of the portal, as if it were typed."""
        self.page.goto(f"{self.base}{address}")

    def press(self, target: Locator) -> None:
        """Presses a link or button that leads to another page, and waits until that page is there."""
        with self.page.expect_navigation():
            target.click()

    @property
    def address(self) -> str:
        """Where the visitor is, without the server's name."""
        return self.page.url.removeprefix(self.base)

    @property
    def status(self) -> int:
        assert self._document, "no page has been opened"
        return self._document.status

    @property
    def source(self) -> str:
        """The page as the server sent it."""
        assert self._document, "no page has been opened"
        return self._document.text()

    def see(self, text: str | re.Pattern[str]) -> bool:
        """Whether the page shows this text."""
        return self.page.get_by_text(text).first.is_visible()

    def strangers(self) -> list[str]:
        """Every address outside the portal that the browser asked for."""
        return [request.url for request in self.requests if not request.url.startswith((self.base, "data:", "blob:"))]

    def cross_width(self) -> int:
        """How many pixels the page is wider than the window: more than none makes people scroll in two directions."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@contextmanager
def visitor(browser: Browser, base: str, *, scripts: bool, size: dict[str, int], **options) -> Iterator[Visitor]:
    """A new visitor, with or without JavaScript, on a screen of this size; gone at the end of the block."""
    context = browser.new_context(java_script_enabled=scripts, viewport=size, **options)
    try:
        yield Visitor(context, base)
    finally:
        context.close()
