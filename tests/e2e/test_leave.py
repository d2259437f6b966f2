"""Leaving quickly, in a real browser: where it leads, what Back shows then, and what stays in the browser's folder."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.common.languages import BY_CODE
from tests.e2e import axe
from tests.e2e.browser import ARGUMENTS, PHONE, Visitor, chromium, visitor
from tests.e2e.looks import COLOURS
from tests.e2e.referral import ACCOUNT, NAME, PLACE, walk

NEUTRAL = "https://www.weather.gov/"
CANARIES = (NAME, ACCOUNT, PLACE)
# A browser keeps a person's own name for other forms, since the field says what it is for (WCAG 1.3.5); the
# interruption page says so. What happened, and where, it never keeps.
TOLD = (ACCOUNT, PLACE)
LEAVE = ".leave-button"
SERIOUS = {"about": "no", "harm": "yes", "pending": "unsure", "want": "investigation"}
# Nothing of the neutral page's host may be asked for from a test, and Back shall work as it does for people.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
FOR_TESTS_ONLY = ["--disable-back-forward-cache", "--disable-component-extensions-with-background-pages"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request):
    return request.param


@contextmanager
def on_a_phone(browser, portal, scripts):
    """A visitor for whom a page of ours stands where the neutral page is."""
    with visitor(browser, portal, scripts=scripts, size=PHONE) as someone:
        someone.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Sunny.", content_type="text/plain"))
        yield someone


@contextmanager
def with_a_folder(browser, portal, folder: Path, scripts):
    """A visitor whose browser, a whole one, keeps what browsers keep in a folder of its own."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=chromium(),
        args=[*ARGUMENTS, OFFLINE],
        ignore_default_args=FOR_TESTS_ONLY,
        java_script_enabled=scripts,
        viewport=PHONE,
    )
    try:
        yield Visitor(context, portal)
    finally:
        context.close()


def walk_to(someone, last, language="en"):
    for step in walk(someone, language):
        if step == last:
            return
    raise AssertionError(f"no page {last}")


def leave(someone):
    someone.page.locator(LEAVE).click(no_wait_after=True)
    someone.page.wait_for_url(NEUTRAL)


def goes_back_through_everything(someone):
    """Each page that Back leads to, until there is none."""
    for _ in range(25):
        if someone.page.go_back() is None and someone.page.url == "about:blank":
            return
        yield someone.page.content()


def left_in(folder: Path, words):
    """Where a word lies in the files of a folder, plain or in UTF-16, or as forms are sent."""
    found = []
    for word in words:
        shapes = {
            word.encode(),
            word.encode("utf-16-le"),
            word.replace(" ", "+").encode(),
            word.replace(" ", "%20").encode(),
        }
        for file in (file for file in folder.rglob("*") if file.is_file()):
            body = file.read_bytes()
            found += [(word, str(file.relative_to(folder))) for shape in shapes if shape in body]
    return sorted(set(found))


@pytest.mark.proves("UX-35", "G11")
def test_after_leaving_back_shows_no_answers(browser, portal, scripts):
    with on_a_phone(browser, portal, scripts) as someone:
        walk_to(someone, "review")
        left = someone.page.url
        assert someone.see(NAME)
        leave(someone)
        assert someone.see("Sunny.")
        someone.page.wait_for_timeout(500)
        assert [cookie["name"] for cookie in someone.context.cookies()] == []
        someone.page.go_back()
        assert (someone.page.url == left) is not scripts, "with scripts the page that was left is not in the history"
        pages = [someone.page.content(), *goes_back_through_everything(someone)]
        assert len(pages) > 5
        assert [canary for canary in CANARIES for page in pages if canary in page] == []
        assert someone.complaints == []


@pytest.mark.proves("UX-35", "G11")
def test_nothing_typed_stays_in_the_browsers_folder(browser, portal, scripts, tmp_path):
    with with_a_folder(browser, portal, tmp_path, scripts) as someone:
        walk_to(someone, "review", "es")
        someone.page.locator(LEAVE).click(no_wait_after=True)
        someone.page.wait_for_timeout(3000)
        assert not someone.page.url.startswith(portal)
        assert someone.context.cookies() == []
        pages = list(goes_back_through_everything(someone))
        assert [canary for canary in CANARIES for page in pages if canary in page] == []
    assert left_in(tmp_path, ["/es/request/"]), "the search finds what a browser keeps, such as its history"
    assert left_in(tmp_path, TOLD) == []


@pytest.mark.proves("UX-04")
def test_the_self_check_leaves_no_answer_in_the_browsers_folder(browser, portal, tmp_path):
    """With scripts. Without, Chromium keeps what was sent to the page on screen, to restore its tabs after a crash."""
    with with_a_folder(browser, portal, tmp_path, True) as someone:
        check(someone, "en")
        someone.page.wait_for_timeout(4000)
        someone.press(someone.page.locator("a.button"))
        someone.page.go_back()
        assert someone.page.locator("fieldset").count() == 4
        assert someone.page.locator("input:checked").count() == 0
    assert left_in(tmp_path, ["/en/check/"])
    assert left_in(tmp_path, ["want=investigation", "investigation"]) == []


@pytest.mark.proves("UX-35")
def test_three_times_escape_leaves_and_twice_does_not(browser, portal):
    with on_a_phone(browser, portal, True) as someone:
        walk_to(someone, "contact")
        press = someone.page.keyboard.press
        for key in ("Escape", "Escape", "a", "Escape", "Escape"):
            press(key)
        someone.page.wait_for_timeout(200)
        assert someone.page.url.startswith(portal)
        press("Escape")
        someone.page.wait_for_url(NEUTRAL)


@pytest.mark.proves("UX-35")
def test_the_button_is_the_second_stop_and_large_enough(browser, portal, scripts):
    with on_a_phone(browser, portal, scripts) as someone:
        walk_to(someone, "contact", "hy")
        stops = []
        for _ in range(3):
            someone.page.keyboard.press("Tab")
            stops.append(someone.page.locator(":focus").get_attribute("class"))
        assert stops == ["skip-link", "leave-button", "leave-help"]
        box = someone.page.locator(LEAVE).bounding_box()
        assert min(box["width"], box["height"]) >= 44
        someone.page.locator(LEAVE).focus()
        someone.page.keyboard.press("Enter")
        someone.page.wait_for_url(NEUTRAL)


@pytest.mark.proves("UX-23", "UX-35")
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 320, "height": 256}], ids=["phone", "400 %"])
def test_it_never_covers_what_has_the_focus(browser, portal, size):
    with on_a_phone(browser, portal, True) as someone:
        walk_to(someone, "when-where", "es")
        someone.page.set_viewport_size(size)
        assert someone.cross_width() <= 0
        for key in ["Tab"] * 30 + ["Shift+Tab"] * 30:
            someone.page.keyboard.press(key)
            assert someone.page.evaluate(COVERED) is False, someone.page.locator(":focus").evaluate("e => e.outerHTML")


COVERED = """() => {
  const strip = document.querySelector(".leave"), at = document.activeElement;
  if (at === document.body || strip.contains(at) || at.matches(".skip-link")) return false;
  const a = at.getBoundingClientRect(), b = strip.getBoundingClientRect();
  return a.top < b.bottom && a.bottom > b.top && a.left < b.right && a.right > b.left;
}"""


def check(someone, language):
    """Answers the self-check and shows its outcome."""
    someone.open(f"/{language}/check/")
    for name, value in SERIOUS.items():
        someone.page.locator(f"[name={name}][value={value}]").check()
    someone.press(someone.page.locator("#step-form .button"))


@pytest.mark.proves("UX-04", "UX-11")
def test_the_self_check_works_in_every_language_and_changes_language_with_its_answers(browser, portal, scripts):
    with on_a_phone(browser, portal, scripts) as someone:
        for language in BY_CODE:
            check(someone, language)
            assert someone.page.locator(".check-list li").count() == 4
            assert someone.address == f"/{language}/check/"
        someone.page.locator(".languages-button").click()
        someone.press(someone.page.get_by_role("button", name="Español"))
        assert someone.address == "/es/check/"
        assert someone.page.locator(".check-list li").count() == 4
        someone.press(someone.page.locator("[value=questions]").last)
        assert someone.page.locator("input:checked").count() == 4
        assert someone.complaints == []


@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(browser, portal, language):
    with visitor(browser, portal, scripts=True, size={"width": 320, "height": 640}) as someone:
        found = []
        for page in ("check", "result", "leaving-quickly"):
            check(someone, language) if page == "result" else someone.open(f"/{language}/{page}/")
            for colors, only in (("light", ()), ("dark", COLOURS)):
                someone.page.emulate_media(color_scheme=colors, reduced_motion="reduce")
                found += [(page, colors, fault) for fault in axe.violations(someone.page, only)]
            assert someone.cross_width() <= 0, page
        assert found == []
