"""The ways in which a page can look, and what is found when a page is shown in each of them."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from portal.common.languages import SOURCE_LANGUAGE
from tests.e2e import axe
from tests.e2e.browser import DESKTOP, PHONE

SMALLEST = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Look:
    """One way that a page can look: the screen, what the reader's system asks for, and the axe rules by which it is
    examined; all of them where none is named."""

    size: dict[str, int]
    media: dict[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


# What a page is made of is the same in every colour, so it is examined once at each width.
COLOURS = ("color-contrast", "link-in-text-block")
LOOKS = {
    "phone": Look(PHONE, {"color_scheme": "light"}),
    "phone, dark": Look(PHONE, {"color_scheme": "dark"}, COLOURS),
    "desk": Look(DESKTOP, {"color_scheme": "light"}),
    "desk, dark": Look(DESKTOP, {"color_scheme": "dark"}, (*COLOURS, "target-size")),
    # The colours are the reader's own there, and axe still reads the ones that they replace.
    "desk, forced colours": Look(DESKTOP, {"forced_colors": "active"}, ("target-size",)),
    "paper": Look(DESKTOP, {"media": "print"}, COLOURS),
}
# Each width with each set of colours: the pages of forms, which are many, in the source language.
CROSS = ("phone", "phone, dark", "desk", "desk, dark")
# Each width and each set of colours once: every page in the other languages.
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


def looks_in(language: str, in_source: tuple[str, ...] = CROSS) -> tuple[str, ...]:
    """The looks in which a page is examined: those of `in_source` in the source language, the corners in the others."""
    return in_source if language == SOURCE_LANGUAGE.code else CORNERS


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
                axe.start(window, only=look.rules)
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
