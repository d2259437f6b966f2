"""Every public page, in every language and look: accessible, valid, its own, and no wider than a small phone."""

from collections.abc import Iterator
from itertools import product

import pytest

from portal.common.languages import BY_CODE, LANGUAGES
from tests.answers import MOST_PAGES
from tests.e2e import vnu
from tests.e2e.browser import PHONE, Visitor, visitor
from tests.e2e.looks import SMALLEST, Sent, examine, looks_in
from tests.e2e.referral import OWN_WORDS, answer, press_continue, step_of, walk
from tests.e2e.site import pages_of_site

# The kinds of mistakes that look different; the pages with others are shown on a phone alone.
WITH_MISTAKES = ("name", "contact", "safe-contact", "review")
PHONE_ONLY = ("phone",)
PATHS = ("self", "other", "employee")
# What a browser lets people send and the portal does not take; it stops them itself from typing too much.
WRONG = {
    "contact": {"phone": "12", "email": "rosa@"},
    "when-where": {"happened_on_month": "2", "happened_on_day": "31", "happened_on_year": "2026"},
    "complaint-filed": {"filed_on_month": "2", "filed_on_day": "31", "filed_on_year": "2026"},
    "guardian": {"guardian_phone": "12"},
}


def pages_of_walk(someone: Visitor, language: str, path: str) -> Iterator[Sent]:
    """Each page of a path, the receipt too, as it is and with mistakes marked. The path of someone who asks for
    themselves is shown in many looks; the others have the same parts."""
    is_self = path == "self"
    looks = looks_in(language) if is_self else PHONE_ONLY
    answers = {step: given | (OWN_WORDS.get(step, {}) if is_self else {}) for step, given in MOST_PAGES[path].items()}

    def here(name: str, looks: tuple[str, ...]) -> Sent:
        return Sent(language, f"{path} {name}", someone.page.url, someone.source, looks)

    for name in walk(someone, language, answers):
        # The start page is one of the site's.
        if name != "start":
            yield here(name, looks)
        # What may be wrong on a page that two paths have is said alike on both.
        if name in answers and (is_self or name not in MOST_PAGES["self"]):
            for number, mistakes in enumerate([{}, WRONG[name]] if name in WRONG else [{}]):
                if makes(someone, name, mistakes):
                    yield here(f"{name} with mistakes {number}", looks if name in WITH_MISTAKES else PHONE_ONLY)
                    # The walk goes on with right answers, which may leave these fields empty.
                    answer(someone, dict.fromkeys(mistakes, ""))


def makes(someone: Visitor, name: str, mistakes: dict[str, str]) -> bool:
    """Whether these answers are wrong; a page where they are not has gone on, and is opened again."""
    answer(someone, mistakes)
    press_continue(someone)
    if step_of(someone) == name:
        return True
    someone.page.go_back()
    return False


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
    for language, path in product(LANGUAGES, PATHS):
        with visitor(browser, running.base, scripts=False, size=PHONE) as someone:
            found += pages_of_walk(someone, language.code, path)
            strangers += someone.strangers()
    with visitor(browser, running.base, scripts=True, size=SMALLEST) as reader:
        examine([reader.page, reader.context.new_page()], found)
        strangers += reader.strangers()
    return found


@pytest.mark.proves("UX-11", "UX-17", "UX-24")
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
        assert seen >= {"search", "not-found", "500", "alert"}
        for path in PATHS:
            assert seen >= {f"{path} {step}" for step in (*MOST_PAGES[path], "receipt")}
