"""A new question from the editor to the figures: written, translated, asked in two languages, and shown."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from portal.common.roles import Role
from tests.e2e import axe
from tests.e2e.browser import DESKTOP, PHONE, Visitor, visitor
from tests.e2e.server import ROOT, manage
from tests.e2e.staff import Member

SURVEY = "Before the talk: Before you meet"
QUESTION, IN_CHINESE = "Was it easy to find a day for the talk?", "約定談話的日子容易嗎？"
NOT_ENOUGH = "Not enough answers yet"
SAVED = 20_000


@pytest.fixture
def staff(browser, running, administrator):
    """A program administrator at a desk, of a portal with the surveys of the first day."""
    manage("seed_surveys", running.environment)
    with signed_in(browser, running.base, administrator) as someone:
        yield someone
        assert someone.strangers() == []


def signed_in(browser, base: str, member: Member):
    """The member at a desk, in the staff area."""
    return visitor(browser, base, scripts=True, size=DESKTOP, storage_state=member.signed_in)


def add_a_question(staff: Visitor) -> None:
    """Writes it below the others, without a name, and publishes the survey."""
    staff.open("/admin/surveys/")
    staff.press(staff.page.get_by_role("region", name=SURVEY).get_by_role("link", name="Change the questions"))
    questions = staff.page.get_by_role("textbox", name="Question or sentence")
    expect(questions.first).to_be_visible()
    before = questions.count()
    staff.page.get_by_role("button", name="Insert a block").last.click()
    staff.page.get_by_role("option", name="Yes, no, not sure").click()
    expect(questions).to_have_count(before + 1)
    questions.last.fill(QUESTION)
    staff.page.get_by_role("button", name="More actions").click()
    staff.press(staff.page.get_by_role("button", name="Publish", exact=True))
    expect(staff.page.get_by_text("updated and published")).to_be_visible()


def chinese_survey(someone: Visitor) -> None:
    """Opens it in the editor of translations."""
    someone.open("/admin/snippets/intake/survey/?locale=zh-hant")
    someone.press(someone.page.get_by_role("link", name="見面之前", exact=True))


def translate(translator: Visitor) -> None:
    """Types the words of the one text that has none; the editor keeps them, and does not let the translator publish."""
    chinese_survey(translator)
    page = translator.page
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("textarea").fill(IN_CHINESE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Edit", exact=True).last).to_be_visible(timeout=SAVED)
    expect(page.get_by_role("button", name="Translate", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)


def state_of(staff: Visitor, language: str) -> str:
    """What the page of surveys says of a language."""
    staff.open("/admin/surveys/")
    row = staff.page.get_by_role("region", name=SURVEY).locator("dl div", has=staff.page.get_by_text(language))
    return row.locator("dd").inner_text()


def open_an_edition(staff: Visitor) -> str:
    """Opens it, and gives the id that its addresses have."""
    staff.open("/admin/surveys/")
    staff.press(staff.page.get_by_role("region", name=SURVEY).get_by_role("button", name="edition").last)
    link = staff.page.get_by_role("region", name=SURVEY).get_by_role("link", name="A link to hand over")
    return link.get_attribute("href").split("/")[-3]


def link_for(staff: Visitor, edition: str, audience: str) -> list[str]:
    """A link that staff hand over, as an address in each language."""
    staff.open(f"/admin/surveys/editions/{edition}/link/")
    staff.page.get_by_role("radio", name=audience).check()
    staff.press(staff.page.get_by_role("button", name="Make a link"))
    return [address.removeprefix(staff.base) for address in staff.page.locator("main dd").all_inner_texts()]


def reply(someone: Visitor, link: str, question: str, answer: str) -> None:
    """Answers the new question alone, and sees that the link has done its work."""
    someone.open(link)
    someone.press(someone.page.locator("main .button"))
    assert someone.cross_width() <= 0
    someone.page.get_by_role("radiogroup", name=question).get_by_role("radio", name=answer, exact=True).check()
    someone.press(someone.page.locator("#step-form .button-group button"))
    assert someone.address == link
    someone.open(f"{link}1/")
    assert someone.address == link
    assert someone.complaints == someone.strangers() == []


def more_replies(running, edition: str, of_each: int) -> None:
    """So many more of each side; then the half-year is over."""
    command = (sys.executable, "-m", "tests.e2e.survey_replies", edition, str(of_each))
    done = subprocess.run(command, cwd=ROOT, env=running.environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def shown(staff: Visitor, edition: str, audience: str = "") -> list[str]:
    """How many replied, and the rows of the new question's table, as the results have them."""
    staff.open(f"/admin/surveys/editions/{edition}/results/?audience={audience}")
    assert staff.page.get_by_role("heading", name=QUESTION).count() == 1
    rows = staff.page.get_by_role("table", name=QUESTION).locator("tbody tr").all_inner_texts()
    return [staff.page.locator(".survey-count").inner_text(), *(" ".join(row.split()) for row in rows)]


def shows_nothing(staff: Visitor, edition: str) -> bool:
    """Whether the results say that too few replied, and no more."""
    count, *rows = shown(staff, edition)
    return NOT_ENOUGH in count and rows == []


def faults_of_results(staff: Visitor) -> list[str]:
    """What axe finds on the page of results, at a desk and on a phone."""
    found = []
    for size in (DESKTOP, PHONE):
        staff.page.set_viewport_size(size)
        found += axe.violations(staff.page)
    staff.page.set_viewport_size(DESKTOP)
    return found


@pytest.mark.proves("UX-49", "UX-52", "UX-54")
def test_a_new_question_is_translated_and_asked_and_its_answers_show_when_enough_came(browser, running, members, staff):
    add_a_question(staff)
    assert "Not offered" in state_of(staff, "繁體中文")
    with signed_in(browser, running.base, members(Role.TRANSLATOR)) as translator:
        translate(translator)
    chinese_survey(staff)
    staff.press(staff.page.get_by_role("button", name="Publish in 繁體中文"))
    assert state_of(staff, "繁體中文").startswith("Offered")

    first = open_an_edition(staff)
    community, police = (link_for(staff, first, name) for name in ("Community members", "Police employees"))
    assert [link[1:].split("/")[0] for link in community] == ["en", "zh-hant"]
    with visitor(browser, running.base, scripts=False, size=PHONE) as resident:
        reply(resident, community[1], IN_CHINESE, "是")
    with visitor(browser, running.base, scripts=True, size=DESKTOP) as officer:
        reply(officer, police[0], QUESTION, "No")

    more_replies(running, first, 0)
    assert shows_nothing(staff, first)
    more_replies(running, first, 9)
    figures = ["20 people replied.", "Yes 13 65%", "No 7 35%", "Not sure 0 0%"]
    assert shown(staff, first) == figures
    assert faults_of_results(staff) == []
    assert shown(staff, first, "employee")[:2] == ["10 people replied.", "Yes 6 60%"]

    second = open_an_edition(staff)
    assert shows_nothing(staff, second)
    assert shown(staff, first) == figures
