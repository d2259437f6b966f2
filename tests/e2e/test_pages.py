"""Every public page, in every language and look: accessible, valid, its own, and no wider than a small phone."""

from collections.abc import Iterator

import pytest

from portal.common.languages import BY_CODE, LANGUAGES
from tests.e2e import vnu
from tests.e2e.browser import PHONE, Visitor, visitor
from tests.e2e.looks import CORNERS, SMALLEST, Sent, examine, looks_in
from tests.e2e.referral import ANSWERS, press_continue, step_of, walk
from tests.e2e.site import pages_of_site

WITH_MISTAKES = ("name", "contact", "safe-contact", "review")


def pages_of_walk(someone: Visitor, language: str) -> Iterator[Sent]:
    """Each page of the request, some with mistakes marked, and the receipt."""

    def here(name: str) -> Sent:
        return Sent(language, name, someone.page.url, someone.source, looks_in(language, CORNERS))

    for name in walk(someone, language):
        # The start page is one of the site's.
        if name != "start":
            yield here(name)
        if name in WITH_MISTAKES:
            press_continue(someone)
            assert step_of(someone) == name
            yield here(f"{name}-with-mistakes")


@pytest.fixture(scope="module")
def strangers() -> list[str]:
    """Every address outside the portal that a page asked for, filled by `pages`."""
    return []


@pytest.fixture(scope="module")
def pages(browser, running, strangers) -> list[Sent]:
    found: list[Sent] = []
    with visitor(browser, running.base, scripts=False, size=PHONE) as someone:
        found += pages_of_site(someone, running)
        strangers += someone.strangers()
    for language in LANGUAGES:
        with visitor(browser, running.base, scripts=False, size=PHONE) as someone:
            found += pages_of_walk(someone, language.code)
            strangers += someone.strangers()
    with visitor(browser, running.base, scripts=True, size=SMALLEST) as reader:
        examine([reader.page, reader.context.new_page()], found)
        strangers += reader.strangers()
    return found


@pytest.mark.proves("UX-17", "UX-24")
@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_in_any_look(pages, language):
    assert [(sent.name, sent.faults) for sent in pages if sent.language == language and sent.faults] == []


def test_the_html_checker_finds_nothing(pages, tmp_path):
    for sent in pages:
        (tmp_path / f"{sent.language} {sent.name}.html").write_text(sent.source)
    assert vnu.faults(tmp_path) == []


def test_no_page_asks_anybody_else_for_anything(pages, strangers):
    assert strangers == []


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
        assert seen >= {"search", "not-found", "500", "alert", *ANSWERS, "receipt"}
