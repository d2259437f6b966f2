"""Every path in a real browser: with scripts, by keyboard alone, at 400 %, from a second device, and by staff.

tests/e2e/test_pages.py walks the three public paths without scripts in every language and examines each page.
"""

import re

import pytest

from portal.common.languages import LANGUAGES
from portal.common.roles import Role
from tests.answers import CITY, MOST_PAGES, SELF
from tests.e2e import axe
from tests.e2e.browser import DESKTOP, PHONE, visitor
from tests.e2e.keyboard import Keyboard, has_focus
from tests.e2e.public_pages import COVERED_FOCUS, SMALL_TARGETS
from tests.e2e.referral import ANSWERS, NAME, answer, press_continue, step_of, walk

PATHS = ("self", "other", "employee")
WITH_SCRIPTS = ("en", "hy")
# A window of 1280 x 1024 pixels at 400 %.
ENLARGED = {"width": 320, "height": 256}
SUMMARY = ".error-summary"
BUTTON = "#step-form .button[type=submit]:not(.button-quiet, [name])"


@pytest.mark.proves("UX-11", "UX-12", "UX-20", "UX-23", "UX-24")
@pytest.mark.parametrize("language", WITH_SCRIPTS)
@pytest.mark.parametrize("path", PATHS)
def test_each_path_leads_to_a_receipt_with_scripts_on_a_phone(browser, portal, path, language):
    with visitor(browser, portal, scripts=True, size=PHONE) as someone:
        numbers, counts = [], []
        for step in walk(someone, language, MOST_PAGES[path]):
            assert someone.cross_width() <= 0, step
            assert someone.page.evaluate(SMALL_TARGETS) == [], step
            assert someone.page.locator("main + aside.help a[href^='tel:']").is_visible(), step
            if step in MOST_PAGES[path]:
                progress = someone.page.locator(".step-progress")
                numbers.append(int(progress.get_attribute("value")))
                counts.append(int(progress.get_attribute("max")))
        assert numbers == list(range(1, len(MOST_PAGES[path]) + 1))
        assert counts == sorted(counts)
        assert counts[-1] == numbers[-1]
        assert someone.page.locator(".receipt-reference").first.is_visible()
        assert (someone.strangers(), someone.complaints) == ([], [])


def answer_by_keyboard(keys: Keyboard, answers) -> None:
    """Types, chooses and ticks as someone does who has no mouse."""
    for name, value in answers.items():
        field = keys.page.locator(f"#step-form [name={name}]")
        match field.first.get_attribute("type"):
            case "radio":
                keys.reach(field)
                keys.press("Space")
                # The arrows go round the choices, so each is reached within as many presses as there are choices.
                for _ in range(field.count()):
                    if keys.page.locator(f"[name={name}]:checked").get_attribute("value") == value:
                        break
                    keys.press("ArrowDown")
                assert keys.page.locator(f"[name={name}]:checked").get_attribute("value") == value
            case "checkbox":
                for choice in value if isinstance(value, list) else [value]:
                    keys.reach(keys.page.locator(f"[name={name}][value={choice}]") if choice != "on" else field)
                    keys.press("Space")
            case _:
                keys.reach(field)
                if field.evaluate("field => field.tagName") == "SELECT":
                    keys.type(field.locator(f"option[value='{value}']").inner_text().strip())
                    assert field.input_value() == value
                else:
                    keys.type(value)


@pytest.mark.proves("UX-09", "UX-16")
def test_someone_without_a_mouse_gets_from_the_start_page_to_the_receipt(browser, portal):
    with visitor(browser, portal, scripts=True, size=DESKTOP) as someone:
        keys = Keyboard(someone)
        someone.open("/es/request/")
        keys.follow(someone.page.locator("main a[href='/es/referral/new/']"))
        for step, answers in ANSWERS.items():
            assert step_of(someone) == step
            answer_by_keyboard(keys, answers)
            assert step_of(someone) == step, "nothing moves on by itself"
            keys.follow(someone.page.locator(BUTTON))
        assert step_of(someone) == "receipt"
        assert someone.complaints == []


@pytest.mark.proves("UX-23")
@pytest.mark.parametrize("path", PATHS)
def test_at_400_percent_nothing_scrolls_two_ways_and_nothing_covers_the_focus(browser, portal, path):
    with visitor(browser, portal, scripts=True, size=ENLARGED) as someone:
        # Armenian has the longest words.
        for step in walk(someone, "hy", MOST_PAGES[path]):
            assert someone.cross_width() <= 0, step
            assert someone.page.evaluate(COVERED_FOCUS) == [], step
            if step in ("languages", "helper", "work-conflict"):
                press_continue(someone)
                assert someone.page.locator(SUMMARY).is_visible()
                assert someone.cross_width() <= 0, step


@pytest.mark.proves("UX-25")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_summary_takes_the_focus_and_each_line_leads_to_its_field(browser, portal, scripts):
    wrong = {"when-where": {"happened_on_month": "2", "happened_on_day": "31", "happened_on_year": "2026"}}
    first_wrong = {
        "who": ["path"],
        "name": ["name"],
        "contact": ["phone"],
        "safe-contact": ["voicemail", "text_message"],
        "languages": ["spoken", "reading"],
        "when-where": ["happened_on_day", "place"],
        "during": ["during"],
        "review": ["voluntary", "not_a_complaint", "may_contact"],
    }
    with visitor(browser, portal, scripts=scripts, size=PHONE) as someone:
        for step in walk(someone, "es"):
            if step not in first_wrong:
                continue
            answer(someone, wrong.get(step, {}))
            press_continue(someone)
            assert has_focus(someone.page.locator(SUMMARY)), step
            links = someone.page.locator(f"{SUMMARY} a")
            assert links.count() == len(first_wrong[step])
            for number, name in enumerate(first_wrong[step]):
                links.nth(number).click()
                assert has_focus(someone.page.locator(f"#step-form [name={name}]").first), (step, name)
            # Following a link within the page counts as going somewhere; the walk goes on from a fresh page.
            someone.page.reload()


@pytest.mark.proves("UX-32", "UX-34")
def test_a_second_device_goes_on_by_the_code_in_another_language_and_the_first_one_too(browser, portal):
    with (
        visitor(browser, portal, scripts=False, size=PHONE) as first,
        visitor(browser, portal, scripts=False, size=PHONE) as second,
    ):
        for step in walk(first, "hy"):
            if step == "contact":
                break
        answer(first, ANSWERS["contact"])
        first.press(first.page.locator("[name=save_for_later]"))
        code = first.page.locator("[translate=no].receipt-reference").inner_text()
        second.open("/zh-hans/resume/")
        second.page.locator("[name=code]").fill(code)
        second.press(second.page.locator("main form .button"))
        assert re.fullmatch(r"/zh-hans/referral/[0-9a-f-]{36}/safe-contact/", second.address)
        second.press(second.page.locator(".back-link"))
        assert second.page.locator("[name=phone]").input_value() == ANSWERS["contact"]["phone"]
        first.open(second.address.replace("zh-hans", "hy").replace("contact", "name"))
        assert first.page.locator("[name=name]").input_value() == NAME
        # Hours later the session is over; the draft is not.
        kept = [cookie for cookie in first.context.cookies() if cookie["name"] not in ("sessionid", "csrftoken")]
        first.context.clear_cookies()
        first.context.add_cookies(kept)
        first.page.reload()
        press_continue(first)
        assert step_of(first) == "contact"


def test_the_code_of_a_request_that_was_sent_opens_its_senders_page_from_the_other_door_and_is_typed_once(
    browser, portal
):
    with (
        visitor(browser, portal, scripts=False, size=PHONE) as first,
        visitor(browser, portal, scripts=True, size=PHONE) as second,
    ):
        assert list(walk(first, "en"))[-1] == "receipt"
        code = first.page.locator("[translate=no].receipt-reference").inner_text()
        second.open("/es/resume/")
        second.page.locator("[name=code]").fill(code)
        second.press(second.page.locator("main form .button"))
        assert (second.address, second.complaints) == ("/es/my/status/", [])


@pytest.fixture
def liaison(members):
    """Someone of the City who refers complaints."""
    return members(Role.LIAISON)


def walk_entry(someone, answers):
    """Answers page after page of the staff's wizard from where it stands, each page in the next language."""
    for number, (step, given) in enumerate(answers.items()):
        language = LANGUAGES[number % len(LANGUAGES)]
        assert step_of(someone) == step, someone.address
        questions = someone.page.locator(".entry-questions")
        if questions.get_attribute("lang") != language.tag:
            someone.press(someone.page.locator(f".entry-languages [value={language.code}]"))
        assert questions.get_attribute("lang") == language.tag
        assert axe.violations(someone.page) == [], step
        answer(someone, given)
        press_continue(someone)
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", someone.page.locator("main").inner_text())
    assert someone.complaints == []


@pytest.mark.proves("UX-05")
def test_the_city_refers_a_complaint_and_asks_in_each_language(browser, portal, liaison):
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=liaison.signed_in) as someone:
        someone.open("/admin/requests/refer/")
        someone.press(someone.page.locator("main form button[type=submit]"))
        walk_entry(someone, CITY)


@pytest.mark.proves("UX-05", "UX-21")
def test_staff_write_down_what_is_said_on_the_phone_in_the_language_of_the_caller(browser, portal, administrator):
    answers = {step: given for step, given in SELF.items() if step != "who"}
    answers["review"] = answers["review"] | {"read_back": "on"}
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=administrator.signed_in) as someone:
        someone.open("/admin/requests/new/")
        answer_entry(someone, "hy")
        walk_entry(someone, answers)


def answer_entry(someone, language):
    """Says how the request came, for whom it is and in which language to ask."""
    form = someone.page.locator("main form")
    form.locator("[name=source][value=phone]").check()
    form.locator("[name=path][value=self]").check()
    form.locator("[name=language]").select_option(language)
    someone.press(form.locator("button[type=submit]"))
