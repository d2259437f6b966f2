"""Every public page of the first walk, in every language: accessible, valid, light, and no wider than a small phone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from portal.common.languages import BY_CODE, LANGUAGES
from tests.e2e import axe, vnu
from tests.e2e.browser import DESKTOP, PHONE, Visitor, visitor
from tests.e2e.referral import ANSWERS, press_continue, step_of, walk

SMALLEST = {"width": 320, "height": 640}
WITH_MISTAKES = ("name", "contact", "safe-contact", "review")


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
# Without motion a change of colours is done at once, so that no half-way colour is measured.
PLAIN = {"media": "null", "color_scheme": "null", "forced_colors": "null", "reduced_motion": "reduce"}


@dataclass(frozen=True)
class Sent:
    """A page as the server sent it, and what was found when it was shown again where scripts run (axe is one)."""

    language: str
    name: str
    address: str
    source: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)


def pages_of_walk(someone: Visitor, language: str) -> Iterator[Sent]:
    """The home page, each page of the request, some with mistakes marked, the receipt, and an unknown address."""

    def here(name: str) -> Sent:
        return Sent(language, name, someone.page.url, someone.source)

    someone.open(f"/{language}/")
    yield here("home")
    for name in walk(someone, language):
        yield here(name)
        if name in WITH_MISTAKES:
            press_continue(someone)
            assert step_of(someone) == name
            yield here(f"{name}-with-mistakes")
    someone.open(f"/{language}/nothing-is-here/")
    yield here("not-found")


def examine(page: Page, sent: Sent) -> None:
    """Shows a page exactly as it was sent, in every look, and notes what axe finds and how wide it is."""
    page.set_viewport_size(SMALLEST)
    page.emulate_media(**PLAIN)
    page.route(sent.address, lambda route: route.fulfill(body=sent.source, content_type="text/html; charset=utf-8"))
    page.goto(sent.address)
    sent.facts["too wide"] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    sent.facts["headings"] = page.locator("h1").count()
    sent.facts["language"] = page.locator("html").get_attribute("lang")
    for name, look in LOOKS.items():
        page.set_viewport_size(look.size)
        page.emulate_media(**{**PLAIN, **look.media})
        if found := axe.violations(page, without=look.without):
            sent.faults[name] = found
    page.unroute(sent.address)


@pytest.fixture(scope="module")
def pages(browser, portal) -> list[Sent]:
    found: list[Sent] = []
    for language in LANGUAGES:
        with visitor(browser, portal, scripts=False, size=PHONE) as someone:
            found += pages_of_walk(someone, language.code)
    with visitor(browser, portal, scripts=True, size=SMALLEST) as reader:
        for sent in found:
            examine(reader.page, sent)
    return found


@pytest.mark.proves("UX-17", "UX-24")
@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_in_any_look(pages, language):
    assert [(sent.name, sent.faults) for sent in pages if sent.language == language and sent.faults] == []


def test_the_html_checker_finds_nothing(pages, tmp_path):
    for sent in pages:
        (tmp_path / f"{sent.language}-{sent.name}.html").write_text(sent.source)
    assert vnu.faults(tmp_path) == []


@pytest.mark.proves("UX-23")
def test_no_page_scrolls_sideways_at_320_pixels(pages):
    assert [(sent.language, sent.name) for sent in pages if sent.facts["too wide"] > 0] == []


@pytest.mark.proves("UX-08")
def test_every_page_has_one_heading_of_the_first_level(pages):
    assert [(sent.language, sent.name) for sent in pages if sent.facts["headings"] != 1] == []


def test_every_page_says_its_language(pages):
    assert [sent.address for sent in pages if sent.facts["language"] != BY_CODE[sent.language].tag] == []


def test_the_walk_saw_every_page_in_every_language(pages):
    for language in BY_CODE:
        seen = {sent.name for sent in pages if sent.language == language}
        assert seen >= {"home", "start", *ANSWERS, "receipt", "not-found"}
