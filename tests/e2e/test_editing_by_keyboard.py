"""Editing without a mouse, as the handbook tells it: a question, an event, a page that moves. Nothing here clicks."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, visitor
from tests.e2e.keyboard import Keyboard

HERE = ZoneInfo("America/Los_Angeles")
REVIEW = "Submit to Review before publishing"
SENT = re.compile("submitted for moderation")


@pytest.fixture(scope="module")
def editor(browser, portal, outreach_editor):
    yield from at_the_keyboard(browser, portal, outreach_editor)


@pytest.fixture(scope="module")
def reviewer(browser, portal, outreach_reviewer):
    yield from at_the_keyboard(browser, portal, outreach_reviewer)


def at_the_keyboard(browser, portal, member):
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=member.signed_in) as someone:
        yield Keyboard(someone)
        assert someone.strangers() == someone.complaints == []


def open_list(hands, *names):
    """Goes from the first page through the list of pages to the one with the last name."""
    hands.visitor.open("/admin/")
    hands.choose(hands.button("Pages"))
    for name in names[:-1]:
        hands.choose(hands.link(f"View child pages of '{name}'"))
    hands.follow(hands.link(names[-1]))


def next_week_at_six():
    """The evening in a week, as people here read a clock."""
    return datetime.now(HERE).replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=7)


def events_in_feed(someone, language):
    """When each event of the calendar of a language begins, by its name."""
    answer = someone.context.request.get(f"{someone.base}/{language}/events/calendar.ics")
    return {str(event["summary"]): event["dtstart"].dt for event in Calendar.from_ical(answer.body()).events}


def send_for_review(hands):
    """Sends the page; what the editor keeps by itself in the meantime may move the address too, so the words count."""
    hands.choose(hands.button("More actions"))
    hands.follow(hands.button(REVIEW))
    expect(hands.page.get_by_text(SENT)).to_be_visible(timeout=20_000)


def publish_what_waits(hands, title):
    """The reviewer finds it on their first page, and publishes it."""
    hands.visitor.open("/admin/")
    hands.follow(hands.link(title))
    hands.choose(hands.button("More actions"))
    hands.follow(hands.button("Approve and Publish"))


def test_an_editor_adds_a_question_looks_at_it_and_sends_it_and_a_reviewer_publishes_it(editor, reviewer, resident):
    open_list(editor, "Home", "Questions and answers")
    editor.follow(editor.link("Add child page"))
    editor.fill("Question", "May I bring my dog?")
    editor.reach(editor.rich_text("answer"))
    editor.type("Yes. Tell us before you come.")
    editor.reach(editor.page.get_by_role("combobox", name="Topic"))
    editor.type("Taking part")

    editor.reach(editor.button("Toggle preview"), "Shift+Tab")
    editor.press("Enter")
    preview = editor.page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="May I bring my dog?")).to_be_visible(timeout=20_000)
    expect(preview.get_by_text("Yes. Tell us before you come.")).to_be_visible()

    send_for_review(editor)
    resident.open("/en/faq/may-i-bring-my-dog/")
    assert resident.status == 404
    publish_what_waits(reviewer, "May I bring my dog?")
    resident.open("/en/faq/may-i-bring-my-dog/")
    assert resident.see("Yes. Tell us before you come.")
    resident.open("/en/faq/")
    assert resident.see("May I bring my dog?")


def test_an_event_for_next_week_is_in_the_calendar_feed(editor, reviewer, resident):
    start = next_week_at_six()
    open_list(editor, "Home", "Events")
    editor.follow(editor.link("Add child page"))
    editor.fill("Title", "Evening at the library")
    editor.reach(editor.rich_text("intro"))
    editor.type("Come and ask.")
    editor.fill("Starts", f"{start:%Y-%m-%d %H:%M}")
    editor.fill("Ends", f"{start + timedelta(hours=2):%Y-%m-%d %H:%M}")
    editor.fill("Place", "Central Library")
    editor.fill("Languages spoken", "English")
    send_for_review(editor)
    # Other events may stand there too.
    assert "Evening at the library" not in events_in_feed(resident, "en")
    publish_what_waits(reviewer, "Evening at the library")
    assert events_in_feed(resident, "en")["Evening at the library"] == start
    # It is in English alone so far, and everybody can come.
    assert events_in_feed(resident, "es")["Evening at the library"] == start


NAME = """() => {
    const at = document.activeElement;
    const ids = (at.getAttribute("aria-labelledby") || "").split(" ");
    const by = ids.map(id => document.getElementById(id)?.textContent);
    const said = [at.getAttribute("aria-label"), ...by, at.labels?.[0]?.textContent, at.title, at.textContent, at.alt];
    return [said.some(words => words?.trim()), at.outerHTML.slice(0, 200)];
}"""


def test_each_stop_of_the_tab_key_in_the_editor_says_what_it_is(editor):
    open_list(editor, "Home", "Events")
    editor.follow(editor.link("Add child page"))
    editor.reach(editor.page.get_by_role("textbox", name="Starts"))
    stops = [editor.page.evaluate(NAME)]
    while "More actions" not in stops[-1][1] and len(stops) < 100:
        editor.press("Tab")
        stops.append(editor.page.evaluate(NAME))
    assert [html for named, html in stops if not named] == []
    assert 5 < len(stops) < 100
    editor.reach(editor.page.get_by_role("textbox", name="Introduction"), "Shift+Tab")


def test_a_page_that_moves_leaves_a_redirect_at_its_old_address(reviewer, resident):
    open_list(reviewer, "Home English")
    reviewer.choose(reviewer.button("More options for 'About the mediators'"))
    reviewer.follow(reviewer.link("Move"))
    reviewer.choose(reviewer.button("Actions"))
    reviewer.choose(reviewer.button("Choose another page"))
    reviewer.fill("Search term", "How it works")
    reviewer.choose(reviewer.link("How it works"))
    reviewer.follow(reviewer.button("Confirm"))
    reviewer.follow(reviewer.button("Yes, move this page"))
    resident.open("/en/mediators/")
    assert (resident.status, resident.address) == (200, "/en/how-it-works/mediators/")
