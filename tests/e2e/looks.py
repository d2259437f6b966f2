"""The ways in which a page can look, and what is found when a page is shown in each of them."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from portal.common.languages import SOURCE_LANGUAGE
from tests.e2e import axe
from tests.e2e.browser import DESKTOP, PHONE

SMALLEST = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Look:
    """One way that a page can look: the screen, what the reader's system asks for, and axe rules that do not fit it."""

    size: dict[str, int]
    media: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()


LOOKS = {
    "phone": Look(PHONE, {"color_scheme": "light"}),
    "phone, dark": Look(PHONE, {"color_scheme": "dark"}),
    "desk": Look(DESKTOP, {"color_scheme": "light"}),
    "desk, dark": Look(DESKTOP, {"color_scheme": "dark"}),
    # The colours are the reader's own there, and axe still reads the ones that they replace.
    "desk, forced colours": Look(DESKTOP, {"forced_colors": "active"}, ("color-contrast",)),
    "paper": Look(DESKTOP, {"media": "print"}),
}
# What is examined in languages other than the source (that one gets every look): the pages of the site in each width
# with each set of colours; those of the request, which are many, in each width and each set of colours once.
CROSS = ("phone", "phone, dark", "desk", "desk, dark")
CORNERS = ("phone", "desk, dark")
# Without motion a change of colours is done at once, so that no half-way colour is measured.
PLAIN = {"media": "null", "color_scheme": "null", "forced_colors": "null", "reduced_motion": "reduce"}


@dataclass(frozen=True)
class Sent:
    """A page as the server sent it, and what was found when it was shown again where scripts run (axe is one)."""

    language: str
    name: str
    address: str
    source: str
    looks: tuple[str, ...] = tuple(LOOKS)
    faults: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)


def looks_in(language: str, elsewhere: tuple[str, ...]) -> tuple[str, ...]:
    """All looks in the source language, those named in `elsewhere` in the others."""
    return tuple(LOOKS) if language == SOURCE_LANGUAGE.code else elsewhere


def examine(windows: list[Page], pages: list[Sent]) -> None:
    """Shows each page in every look and notes what axe finds; as many pages at once as there are windows, since one
    page keeps one core busy."""
    for first in range(0, len(pages), len(windows)):
        shown = list(zip(windows, pages[first:], strict=False))
        for window, sent in shown:
            show(window, sent)
        for name, look in LOOKS.items():
            looked_at = [(window, sent) for window, sent in shown if name in sent.looks]
            for window, _ in looked_at:
                window.set_viewport_size(look.size)
                window.emulate_media(**{**PLAIN, **look.media})
                axe.start(window, without=look.without)
            for window, sent in looked_at:
                if found := axe.finish(window):
                    sent.faults[name] = found


def show(window: Page, sent: Sent) -> None:
    """Shows a page exactly as it was sent, on the smallest screen, and notes how wide it is."""
    window.set_viewport_size(SMALLEST)
    window.emulate_media(**PLAIN)
    window.route(sent.address, lambda route: route.fulfill(body=sent.source, content_type="text/html; charset=utf-8"))
    window.goto(sent.address)
    window.unroute(sent.address)
    sent.facts["too wide"] = window.evaluate("document.documentElement.scrollWidth - innerWidth")
    sent.facts["headings"] = window.locator("h1").count()
    sent.facts["language"] = window.locator("html").get_attribute("lang")
