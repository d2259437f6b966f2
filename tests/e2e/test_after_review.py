"""What check-answers carries along, and the voluntary questions after sending, in a real browser."""

import pytest

from portal.common.languages import BY_CODE
from tests.e2e import axe, vnu
from tests.e2e.browser import PHONE, visitor
from tests.e2e.looks import SMALLEST, Sent, examine, looks_in
from tests.e2e.referral import press_continue, walk
from tests.e2e.staff import sign_in

NAMES = ["background", "gender", "age", "area", "disability", "heard"]
SOLVED = "[name=proof][value]"
WRONG = "The browser’s work was wrong"


def walk_to(someone, last, language="en"):
    for step in walk(someone, language):
        if step == last:
            return


def sends(someone):
    """Presses Send; gives the reference."""
    for name in ("voluntary", "not_a_complaint", "may_contact"):
        someone.page.locator(f"[name={name}]").check()
    press_continue(someone)
    return someone.page.locator(".receipt-reference").first.inner_text().strip()


def of(someone):
    """The last part of the address."""
    return someone.address.partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


@pytest.fixture
def case_of(coordinator, administrator):
    """The case page of a reference, as its text."""
    sign_in(coordinator, administrator)

    def text(reference):
        coordinator.open("/admin/cases/")
        coordinator.press(coordinator.page.get_by_role("link", name=reference).first)
        return coordinator.page.locator("main").inner_text()

    return text


@pytest.mark.proves("G12")
def test_a_browser_works_out_its_sum_while_people_read_and_the_site_believes_it(browser, portal, case_of):
    with visitor(browser, portal, scripts=True, size=PHONE) as someone:
        walk_to(someone, "review")
        assert axe.violations(someone.page) == []
        someone.page.locator(SOLVED).wait_for(state="attached", timeout=60_000)
        assert WRONG not in case_of(sends(someone))
        assert someone.complaints == []
    with visitor(browser, portal, scripts=True, size=PHONE) as someone:
        walk_to(someone, "review")
        someone.page.locator(SOLVED).wait_for(state="attached", timeout=60_000)
        someone.page.evaluate(
            """field => { const sent = JSON.parse(atob(field.value)); sent.solution.counter += 1;
            field.value = btoa(JSON.stringify(sent)); }""",
            someone.page.locator("[name=proof]").element_handle(),
        )
        assert WRONG in case_of(sends(someone))


def test_nobody_reaches_the_trap_by_key(browser, portal):
    with visitor(browser, portal, scripts=True, size=PHONE) as someone:
        walk_to(someone, "review")
        stops = set()
        for _ in range(120):
            someone.page.keyboard.press("Tab")
            stops.add(someone.page.evaluate("document.activeElement.name || ''"))
        assert "may_contact" in stops
        assert "homepage" not in stops


def pages_after_sending(someone, language):
    """Skips the questions one by one, all but one, and shows a mistake on the way; each page as it was sent."""

    def here(name):
        return Sent(language, name, someone.page.url, someone.source, looks_in(language))

    walk_to(someone, "receipt", language)
    yield here("receipt")
    someone.press(someone.page.locator("section[aria-labelledby=about-you] a"))
    for name in NAMES:
        assert of(someone) == name
        assert someone.cross_width() <= 0, name
        yield here(name)
        if name == "area":
            someone.page.locator("[name=zip_code]").fill("x")
            press_continue(someone)
            yield here("error")
        if name == "age":
            someone.page.locator("[name=age][value='25_34']").check()
            press_continue(someone)
        else:
            someone.press(someone.page.locator(".button-group a"))
    assert of(someone) == "receipt"
    assert someone.page.locator("[role=status]").is_visible()
    yield here("thanks")


@pytest.mark.proves("UX-44", "UX-11")
@pytest.mark.parametrize("language", BY_CODE)
def test_the_questions_after_sending_work_without_scripts_and_skip_in_one_tap(browser, portal, language, tmp_path):
    with visitor(browser, portal, scripts=False, size=SMALLEST) as someone:
        pages = list(pages_after_sending(someone, language))
    with visitor(browser, portal, scripts=True, size=SMALLEST) as reader:
        examine([reader.page], pages)
        assert reader.complaints == []
    assert [(sent.name, sent.faults) for sent in pages if sent.faults] == []
    for sent in pages:
        (tmp_path / f"{sent.name}.html").write_text(sent.source)
    assert vnu.faults(tmp_path) == []
