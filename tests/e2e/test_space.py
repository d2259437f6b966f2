"""A side's own space in a real browser without JavaScript: every page and every mistake, in every language."""

from collections.abc import Iterator

import pytest

from portal.common.languages import BY_CODE, LANGUAGES
from tests.e2e import vnu
from tests.e2e.browser import PHONE, Visitor, visitor
from tests.e2e.looks import SMALLEST, Sent, examine, looks_in
from tests.e2e.space import comes_in

TOPICS = ("name", "contact", "safe-contact", "best-way", "language", "languages", "access", "support", "availability")
"""Of a side's own details, by the word in their address."""


def pages_of_space(someone: Visitor, language: str, codes: dict[str, str]) -> Iterator[Sent]:
    """Each page as it is and with mistakes marked; nothing is answered, so that the next language finds the same."""

    def here(name: str) -> Sent:
        assert someone.status == 200, name
        return Sent(language, name, someone.page.url, someone.source, looks_in(language))

    doors = ("", "?refusal=slip", "?refusal=wait&minutes=7", "?refusal=over", "?refusal=link")
    links = ("link/", "link/?refusal=slip", "link/?done=asked", "link/a-secret/", "link/a-secret/?refusal=slip")
    for page in doors + links:
        someone.open(f"/{language}/my/{page}")
        yield here(f"door {page}")
    for who in ("asked", "times", "meets", "off"):
        comes_in(someone, language, codes[who].lower())
        assert someone.page.url.endswith(f"/{language}/my/status/")
        yield here(f"status {who}")
        if who == "times":
            someone.open(f"/{language}/my/times/{codes['session']}/")
            yield here("times")
            someone.press(someone.page.locator(".step-form button.button"))
            yield here("times with mistakes")
        if who == "asked":
            someone.open(f"/{language}/my/answer/")
            yield here("answer")
            someone.press(someone.page.locator(".step-form button.button"))
            yield here("answer with mistakes")
            someone.open(f"/{language}/my/step-back/")
            yield here("step back")
            someone.open(f"/{language}/my/stay/")
            yield here("stay")
            for page in ("details", *(f"details/{topic}" for topic in TOPICS), "delete"):
                someone.open(f"/{language}/my/{page}/")
                yield here(page)
            someone.open(f"/{language}/my/details/safe-contact/")
            someone.press(someone.page.locator(".step-form button.button"))
            yield here("details with mistakes")
        if who == "meets":
            for own in ("letters/", f"letters/{codes['letter']}/", "request/", "message/"):
                someone.open(f"/{language}/my/{own}")
                yield here(own.partition("/")[0] + (" one" if codes["letter"] in own else ""))
            someone.press(someone.page.locator(".step-form button.button"))
            yield here("message with mistakes")
        if who in ("meets", "off"):
            for page in ("", "move/") if who == "meets" else ("",):
                someone.open(f"/{language}/my/meetings/{codes[f'meeting {who}']}/{page}")
                yield here(f"meeting {who} {page}")
        if who in ("asked", "meets"):
            someone.open(f"/{language}/my/prepare/")
            yield here(f"prepare {who}")
        someone.press(someone.page.locator("button[name=to]"))
    someone.open(f"/{language}/my/status/")
    yield here("door after leaving")
    for name in ("guest", "guest of a meeting that is off"):
        someone.open(f"/{language}/meeting/{codes[name]}/")
        yield here(name)


@pytest.fixture(scope="module")
def pages(browser, running, space_codes) -> list[Sent]:
    found: list[Sent] = []
    for language in LANGUAGES:
        with visitor(browser, running.base, scripts=False, size=PHONE) as someone:
            found += pages_of_space(someone, language.code, space_codes)
            assert someone.strangers() == []
    with visitor(browser, running.base, scripts=True, size=SMALLEST) as reader:
        examine([reader.page, reader.context.new_page()], found)
    return found


@pytest.mark.proves("UX-11", "UX-45")
@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_in_any_look(pages, language):
    assert [(sent.name, sent.faults) for sent in pages if sent.language == language and sent.faults] == []


def test_the_html_checker_finds_nothing(pages, tmp_path):
    for number, sent in enumerate(pages):
        (tmp_path / f"{sent.language} {number}.html").write_text(sent.source)
    assert vnu.faults(tmp_path) == []


@pytest.mark.proves("UX-23")
def test_no_page_scrolls_sideways_and_each_has_one_heading(pages):
    assert [(sent.language, sent.name) for sent in pages if sent.facts["too wide"] > 0] == []
    assert [(sent.language, sent.name) for sent in pages if sent.facts["headings"] != 1] == []
