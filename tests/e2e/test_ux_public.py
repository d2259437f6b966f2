"""Every kind of public page in every language, measured in a browser: light, narrow enough, easy to touch."""

from dataclasses import dataclass, field

import pytest

from portal.common.languages import BY_CODE, LANGUAGES
from tests.e2e.browser import DESKTOP, PHONE, visitor
from tests.e2e.looks import PLAIN, SMALLEST
from tests.e2e.public_pages import (
    COVERED_FOCUS,
    KINDS,
    ROWS,
    SMALL_TARGETS,
    TOO_WIDE,
    too_wide_from_right_to_left,
    too_wide_when_words_are_longer,
)

LIGHT_ENOUGH = 150_000  # bytes over the network, UX-22
CORNER = 40  # pixels from the end and the top of the screen


@dataclass(frozen=True)
class Seen:
    """One page in one language, with what was measured on it."""

    language: str
    kind: str
    facts: dict[str, object] = field(default_factory=dict)


def look_at(someone, language, kind):
    """Opens a page for the first time, on the smallest phone, and measures it."""
    page, facts = someone.page, {}
    page.emulate_media(**PLAIN)
    someone.open(f"/{language}/{KINDS[kind]}")
    facts["bytes"] = sum(request.sizes()["responseBodySize"] for request in someone.requests if request.response())
    facts["strangers"] = someone.strangers()
    for size in (SMALLEST, PHONE, DESKTOP):
        width = size["width"]
        page.set_viewport_size(size)
        facts[f"too wide at {width}"] = page.evaluate(TOO_WIDE)
        facts[f"rows at {width}"] = page.evaluate(ROWS)
        facts[f"small at {width}"] = page.evaluate(SMALL_TARGETS)
        facts[f"covered at {width}"] = page.evaluate(COVERED_FOCUS)
        facts[f"mirrored at {width}"] = too_wide_from_right_to_left(page)
    page.set_viewport_size(SMALLEST)
    facts["longer"] = too_wide_when_words_are_longer(page)
    return Seen(language, kind, facts)


@pytest.fixture(scope="module")
def seen(browser, portal) -> list[Seen]:
    found = []
    for language in LANGUAGES:
        for kind in KINDS:
            with visitor(browser, portal, scripts=True, size=SMALLEST) as someone:
                found.append(look_at(someone, language.code, kind))
    return found


def those(seen, language, fact):
    """The pages of a language where something was found, each with what it was."""
    return {page.kind: page.facts[fact] for page in seen if page.language == language and page.facts[fact]}


@pytest.mark.proves("UX-22")
@pytest.mark.parametrize("language", BY_CODE)
def test_a_first_visit_to_any_page_is_light_and_asks_nobody_else(seen, language):
    bytes_of = {page.kind: page.facts["bytes"] for page in seen if page.language == language}
    assert {kind: count for kind, count in bytes_of.items() if not 0 < count <= LIGHT_ENOUGH} == {}
    assert those(seen, language, "strangers") == {}


@pytest.mark.proves("UX-23")
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", BY_CODE)
def test_no_page_scrolls_in_two_directions_and_nothing_covers_the_focus(seen, language, width):
    assert those(seen, language, f"too wide at {width}") == {}
    assert those(seen, language, f"covered at {width}") == {}


@pytest.mark.proves("UX-24")
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", BY_CODE)
def test_every_main_control_is_at_least_44_pixels_in_each_direction(seen, language, width):
    assert those(seen, language, f"small at {width}") == {}


@pytest.mark.parametrize("language", BY_CODE)
def test_the_top_of_a_page_has_two_rows_at_most_on_phones(seen, language):
    own = [page for page in seen if page.language == language]
    assert {page.kind: page.facts["rows at 320"] for page in own if page.facts["rows at 320"] > 2} == {}
    assert {page.kind: page.facts["rows at 360"] for page in own if page.facts["rows at 360"] > 2} == {}


@pytest.mark.parametrize("language", BY_CODE)
def test_a_page_holds_words_that_are_forty_percent_longer(seen, language):
    assert those(seen, language, "longer") == {}


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_page_can_be_turned_round_for_scripts_from_right_to_left(seen, width):
    assert those(seen, "en", f"mirrored at {width}") == {}


@pytest.mark.proves("UX-55")
@pytest.mark.parametrize("language", BY_CODE)
@pytest.mark.parametrize("size", [SMALLEST, DESKTOP], ids=["phone", "desk"])
def test_the_languages_stand_in_the_top_end_corner_and_lead_to_the_same_page(browser, portal, language, size):
    with visitor(browser, portal, scripts=False, size=size) as someone:
        someone.open(f"/{language}/faq/cost/")
        page = someone.page
        last = page.locator(".languages-button" if size == SMALLEST else ".languages li:last-child")
        box, edge = last.bounding_box(), page.locator(".header-bar .wrap").bounding_box()
        assert box["y"] < CORNER
        assert edge["x"] + edge["width"] - (box["x"] + box["width"]) < CORNER
        if size == SMALLEST:
            page.locator(".languages-button").click()
        for other in LANGUAGES:
            link = page.get_by_role("link", name=other.name, exact=True)
            assert link.is_visible()
            assert link.get_attribute("href") == f"/{other.code}/faq/cost/"


@pytest.mark.parametrize("language", BY_CODE)
def test_the_menu_opens_and_closes_on_a_phone_without_scripts(browser, portal, language):
    with visitor(browser, portal, scripts=False, size=SMALLEST) as someone:
        someone.open(f"/{language}/")
        action, search = (
            someone.page.locator(f"header a[href='/{language}/{slug}/']") for slug in ("request", "search")
        )
        assert not action.is_visible()
        someone.page.locator(".menu-button").click()
        assert action.is_visible()
        someone.page.locator(".menu .sheet-close").click()
        assert not search.is_visible()
        someone.page.locator(".menu-button").click()
        someone.press(search)
        assert someone.address == f"/{language}/search/"
