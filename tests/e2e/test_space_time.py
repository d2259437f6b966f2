"""A side's own space before it closes, and after it was left: in a real browser whose clock the test turns."""

import pytest

from portal.common.languages import BY_CODE
from tests.e2e import axe
from tests.e2e.browser import PHONE, visitor
from tests.e2e.space import comes_in
from tests.e2e.test_leave import NEUTRAL, goes_back_through_everything, leave, on_a_phone

NOTICE = "dialog[role=alertdialog]"
LATER = "[name=answer][value=later]"


@pytest.fixture
def someone(browser, running, space_codes):
    """A side that has its answer half filled in, with scripts."""
    with visitor(browser, running.base, scripts=True, size=PHONE) as someone:
        someone.page.clock.install()
        comes_in(someone, "en", space_codes["stays"])
        someone.open("/en/my/answer/")
        someone.page.check(LATER)
        yield someone


def minutes_pass(someone, minutes):
    someone.page.clock.run_for(round(minutes * 60_000))


@pytest.mark.proves("UX-34")
def test_two_minutes_before_the_end_it_asks_and_staying_keeps_what_was_typed(someone):
    notice = someone.page.locator(NOTICE)
    minutes_pass(someone, 27.5)
    assert not notice.is_visible()
    minutes_pass(someone, 0.6)
    assert notice.is_visible()
    assert someone.page.locator(":focus").inner_text() == "Stay 30 minutes more"
    with someone.page.expect_response("**/my/stay/") as answer:
        someone.page.keyboard.press("Enter")
    assert answer.value.json()["seconds"] > 29 * 60
    notice.wait_for(state="hidden")
    assert someone.see("What you typed is still here.")
    assert someone.page.is_checked(LATER)
    minutes_pass(someone, 27.5)
    assert not notice.is_visible()
    minutes_pass(someone, 1)
    assert notice.is_visible()
    assert someone.complaints == []


@pytest.mark.proves("UX-34")
def test_at_the_end_the_door_takes_the_place_of_the_page(someone):
    someone.open("/en/my/answer/")
    minutes_pass(someone, 28.5)
    with someone.page.expect_request("**/my/?refusal=over"):
        minutes_pass(someone, 1.6)


@pytest.mark.proves("UX-34")
@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_typed_when_the_page_closed_is_there_again_after_the_code(
    browser, running, space_codes, language, scripts
):
    with visitor(browser, running.base, scripts=scripts, size=PHONE) as someone:
        if scripts:
            someone.page.clock.install()
        comes_in(someone, language, space_codes["comes back"])
        someone.open(f"/{language}/my/answer/")
        someone.page.check(LATER)
        if scripts:
            with someone.page.expect_navigation():
                minutes_pass(someone, 30.1)
        else:
            someone.context.clear_cookies(name="sessionid")
            someone.press(someone.page.locator(".step-form button"))
        assert not someone.page.locator(LATER).count()
        assert someone.page.locator("[name=unsent]").count() == 1
        assert not scripts or axe.violations(someone.page) == []
        someone.page.fill("input[name=code]", space_codes["comes back"])
        someone.press(someone.page.locator(".step-form button"))
        assert someone.page.is_checked(LATER)
        assert someone.page.locator("[data-not-sent]").is_visible()
        assert not scripts or axe.violations(someone.page) == []
        assert someone.cross_width() <= 0
        someone.press(someone.page.locator(".step-form button"))
        assert "/my/status/?done=later" in someone.page.url
        assert someone.complaints == []


@pytest.mark.proves("UX-34")
def test_the_link_to_stay_keeps_what_was_typed_with_and_without_scripts(browser, running, space_codes):
    for scripts in (True, False):
        with visitor(browser, running.base, scripts=scripts, size=PHONE) as someone:
            comes_in(someone, "es", space_codes["stays"])
            someone.open("/es/my/answer/")
            someone.page.check(LATER)
            if scripts:
                with someone.page.expect_response("**/my/stay/"):
                    someone.page.click("a[data-stay]")
            else:
                with someone.context.expect_page() as opened:
                    someone.page.click("a[data-stay]")
                assert opened.value.url.endswith("/es/my/stay/")
                # A browser whose new window is still loading has hung while it was closed.
                opened.value.wait_for_load_state()
            assert someone.page.is_checked(LATER)
            assert len(someone.context.pages) == (1 if scripts else 2)


@pytest.mark.proves("UX-11", "UX-34")
@pytest.mark.parametrize("language", BY_CODE)
def test_axe_finds_nothing_in_the_notice_which_fits_a_small_phone(browser, running, space_codes, language):
    with visitor(browser, running.base, scripts=True, size={"width": 320, "height": 640}) as someone:
        someone.page.clock.install()
        comes_in(someone, language, space_codes["stays"])
        minutes_pass(someone, 28.1)
        assert someone.page.locator(NOTICE).is_visible()
        for colors in ("light", "dark"):
            someone.page.emulate_media(color_scheme=colors, reduced_motion="reduce")
            assert axe.violations(someone.page) == []
        assert someone.cross_width() <= 0
        box = someone.page.locator(NOTICE).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.mark.proves("UX-35", "G11")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_after_leaving_back_shows_nothing_of_the_space(browser, running, space_codes, scripts):
    with on_a_phone(browser, running.base, scripts) as someone:
        comes_in(someone, "en", space_codes["meets"])
        assert someone.see("A library for the space")
        for page in ("answer", "step-back", "status"):
            someone.open(f"/en/my/{page}/")
        leave(someone)
        someone.page.wait_for_timeout(500)
        assert someone.context.cookies() == []
        someone.page.go_back()
        pages = [someone.page.content(), *goes_back_through_everything(someone)]
        assert len(pages) > 3
        for word in ("A library for the space", "Where things stand", "What waits on you"):
            assert [page for page in pages if word in page] == []


@pytest.mark.proves("UX-35")
def test_the_notice_has_both_ways_out(someone):
    someone.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Sunny.", content_type="text/plain"))
    minutes_pass(someone, 28.1)
    someone.page.click(f"{NOTICE} [data-presses='.leave-button']")
    someone.page.wait_for_url(NEUTRAL)
