"""Answering a survey in a real browser without JavaScript: every page and every mistake, in every language."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from portal.common.languages import BY_CODE, LANGUAGES
from tests.e2e import axe, vnu
from tests.e2e.browser import DESKTOP, PHONE, Visitor, visitor
from tests.e2e.looks import SMALLEST, Sent, examine, looks_in
from tests.e2e.server import ROOT

NEXT = "#step-form .button-group button"
LOOKED_AT = (1, 4, 5)
"""Pages with points to choose from, with a scale of numbers, and with text; the others are like the first."""


@pytest.fixture(scope="module")
def printed(running) -> list[str]:
    """What tests/e2e/survey_links.py prints: ten links, an open one, one for a device, and the sheet to print."""
    command, environment = (sys.executable, "-m", "tests.e2e.survey_links"), running.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def links(printed) -> list[str]:
    """Ten links: five for residents, then five for police employees."""
    return printed[:10]


def pages_of_survey(someone: Visitor, language: str, link: str) -> Iterator[Sent]:
    """Each page as it is, one with a mistake marked, and what a used and an unknown link show."""

    def here(name: str) -> Sent:
        return Sent(language, name, someone.page.url, someone.source, looks_in(language))

    someone.open(f"/{language}/survey/{link}/")
    yield here("first")
    someone.press(someone.page.locator("main .button"))
    number = 0
    while someone.page.locator(NEXT).count():
        number += 1
        if number in LOOKED_AT:
            yield here(f"page {number}")
        if someone.page.locator("textarea").count():
            # What stands where bytes were no text.
            someone.page.locator("textarea").first.fill("Gr\N{REPLACEMENT CHARACTER}cias")
            someone.press(someone.page.locator(NEXT))
            yield here("page with mistakes")
            someone.page.locator("textarea").first.fill("Gracias. Շնորհակալություն։ 謝謝。")
        elif someone.page.locator("input[type=radio]").count():
            someone.page.locator("input[type=radio]").first.check()
        someone.press(someone.page.locator(NEXT))
    assert number == 5
    yield here("thanks")
    someone.open(f"/{language}/survey/unknown/")
    assert someone.status == 404
    yield here("not here")


def other_ways(someone: Visitor, language: str, ways: list[str]) -> Iterator[Sent]:
    """The first page of an open link, the questions and thanks on a device of the program, and the sheet to print."""

    def here(name: str) -> Sent:
        return Sent(language, name, someone.page.url, someone.source, looks_in(language))

    by_phone, device, sheet = (f"/{language}/survey/{way}/" for way in ways)
    for name, address in (("open", by_phone), ("sheet", sheet)):
        someone.open(address)
        yield here(name)
    someone.open(device)
    someone.press(someone.page.locator("main .button"))
    yield here("page on a device")
    while someone.page.locator(NEXT).count():
        someone.press(someone.page.locator(NEXT))
    yield here("thanks on a device")
    someone.press(someone.page.locator("main .button"))
    assert someone.page.url.endswith(f"/en/survey/{ways[1]}/")


@pytest.fixture(scope="module")
def pages(browser, running, printed) -> list[Sent]:
    found: list[Sent] = []
    for language, link in zip(LANGUAGES, printed, strict=False):
        with visitor(browser, running.base, scripts=False, size=PHONE) as someone:
            found += pages_of_survey(someone, language.code, link)
            found += other_ways(someone, language.code, printed[10:])
            assert someone.strangers() == []
    with visitor(browser, running.base, scripts=True, size=SMALLEST) as reader:
        examine([reader.page, reader.context.new_page()], found)
    return found


@pytest.mark.proves("UX-11", "UX-49", "UX-51")
@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_in_any_look(pages, language):
    assert [(sent.name, sent.faults) for sent in pages if sent.language == language and sent.faults] == []


def test_the_html_checker_finds_nothing(pages, tmp_path):
    for number, sent in enumerate(pages):
        (tmp_path / f"{sent.language} {number}.html").write_text(sent.source)
    assert vnu.faults(tmp_path) == []


@pytest.mark.proves("UX-23", "UX-51")
def test_no_page_scrolls_sideways_and_each_has_one_heading(pages):
    assert [(sent.language, sent.name) for sent in pages if sent.facts["too wide"] > 0] == []
    assert [(sent.language, sent.name) for sent in pages if sent.facts["headings"] != 1] == []


def test_an_officer_answers_in_english_at_a_desk_and_changes_the_language_on_the_way(browser, running, links):
    with visitor(browser, running.base, scripts=True, size=DESKTOP) as someone:
        someone.open(f"/en/survey/{links[-1]}/3/")
        someone.page.get_by_role("radio", name="Agree", exact=True).first.check()
        someone.press(someone.page.locator("button[name=goto_language][value=zh-hant]"))
        assert "/zh-hant/survey/" in someone.page.url
        assert someone.page.get_by_role("radio", name="同意", exact=True).first.is_checked()
        assert someone.complaints == []


@pytest.mark.proves("UX-53")
def test_the_pages_of_staff_for_paper_phone_and_events_are_accessible(browser, portal, administrator, printed):
    edition = printed[-1].split("/")[1]
    ways = f"/admin/surveys/editions/{edition}/ways/"
    keying = f"/admin/surveys/editions/{edition}/key/"
    found = {}
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=administrator.signed_in) as person:
        for address in (ways, f"{ways}new/", "main a[href*='/ways/']", keying, f"{keying}community/hy/paper/"):
            place = address if address.startswith("/") else link_on(person, ways, address)
            person.open(place)
            found[address] = axe.violations(person.page)
            person.page.set_viewport_size(PHONE)
            found[address] += axe.violations(person.page)
            person.page.set_viewport_size(DESKTOP)
    assert {address: faults for address, faults in found.items() if faults} == {}


def link_on(person: Visitor, page: str, selector: str) -> str:
    """Where the first link of a page leads that is like this."""
    person.open(page)
    return person.page.locator(selector).first.get_attribute("href") or ""


def test_a_device_that_nobody_touches_asks_and_then_begins_anew(browser, running, printed):
    with visitor(browser, running.base, scripts=True, size=PHONE) as someone:
        page, device = someone.page, f"/en/survey/{printed[11]}/"
        page.clock.install()
        someone.open(device)
        someone.press(page.locator("main .button"))
        page.locator("input[type=radio]").first.check()
        asks = page.get_by_role("alertdialog")
        page.clock.run_for(4 * 60_000)
        assert not asks.is_visible()
        page.clock.run_for(2 * 60_000)
        assert asks.is_visible()
        asks.get_by_role("button", name="Go on").click()
        assert not asks.is_visible()
        with page.expect_navigation(url=f"**{device}"):
            page.clock.run_for(8 * 60_000)
        page.go_back()
        assert page.locator("input:checked").count() == 0
        assert someone.complaints == []
