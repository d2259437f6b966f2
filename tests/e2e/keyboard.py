"""Someone who has no mouse: they get to everything with Tab, and act with Enter, Space and the letters."""

from playwright.sync_api import Locator, Page

from tests.e2e.browser import Visitor

# So many presses of Tab nobody should need on one page.
TOO_FAR = 150


class Keyboard:
    """The keyboard of a visitor. Elements are only ever asked whether they have the focus."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page

    def reach(self, target: Locator, key: str = "Tab") -> None:
        """Waits until `target` is there and presses `key` until the focus is on it; fails if it never gets there."""
        target.first.wait_for(state="attached")
        for _ in range(TOO_FAR):
            if has_focus(target):
                return
            self.press(key)
        raise AssertionError(f"{TOO_FAR} times {key} do not lead to {target}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def choose(self, target: Locator) -> None:
        """Reaches a link or a button and presses it."""
        self.reach(target)
        self.press("Enter")

    def follow(self, target: Locator) -> None:
        """Reaches what leads to another page, presses it, and waits until that page is there."""
        self.reach(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, label: str, words: str) -> None:
        """Reaches the text field whose label begins so and types over what is in it."""
        self.reach(self.page.get_by_role("textbox", name=label))
        self.press("Control+A")
        self.type(words)

    def rich_text(self, field: str) -> Locator:
        """The editor of a rich text field, which has no name of its own."""
        return self.page.locator(f"[id^=panel-child-content-{field}-] [role=textbox]")

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


def has_focus(target: Locator) -> bool:
    return target.evaluate_all("found => found.includes(document.activeElement)")
