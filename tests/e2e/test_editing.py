"""What editors meet in a browser: the first page of the staff area, the checker beside a page, the bar on the site."""

import pytest
from playwright.sync_api import expect

from tests.e2e import axe
from tests.e2e.browser import DESKTOP, visitor

FAULTS = {
    "Heading in capital letters": "<h2>WHO DECIDES WHAT</h2>",
    "Link that does not say where it leads": '<p>For more <a href="/en/">click here</a>.</p>',
    "Web address as the words of a link": '<p><a href="/en/">https://example.org/page</a></p>',
    "Phone number that is no link": "<p>Call (626) 555-0100.</p>",
}
GOOD = (
    '<h2>Who decides</h2><p>Call <a href="tel:+1">(626) 555-0100</a> or see <a href="/">what to bring</a>. TTY 711.</p>'
)


@pytest.fixture(scope="module")
def editor(browser, portal, outreach_editor):
    """An outreach editor at a desk who is signed in."""
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=outreach_editor.signed_in) as someone:
        yield someone
        assert someone.strangers() == []


def test_the_first_page_and_the_report_are_accessible(editor):
    found = {}
    for address in ("/admin/", "/admin/reports/translations/es/", "/admin/snippets/home/alert/"):
        editor.open(address)
        assert editor.status == 200
        found[address] = axe.violations(editor.page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert editor.complaints == []


def page_ending_with(editor, words):
    """The bar on a live page to which these words were added, with the checker's dialog open."""

    def add(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{words}</main>"))

    editor.page.route("**/en/accessibility/", add)
    editor.open("/en/accessibility/")
    editor.page.unroute("**/en/accessibility/")
    editor.page.get_by_role("button", name="View Wagtail quick actions").click()
    return editor.page.locator("[data-wagtail-userbar]")


def test_the_checker_on_a_page_finds_what_the_house_does_not_want_and_nothing_else(editor):
    count = "#checker-trigger [data-content-checker-count]"
    for name, words in FAULTS.items():
        bar = page_ending_with(editor, words)
        expect(bar.locator(count)).to_have_text("1")
        bar.locator("#checker-trigger").click()
        expect(editor.page.locator("#checker-results")).to_contain_text(name)
    expect(page_ending_with(editor, GOOD).locator(count)).to_have_text("0")


def test_the_checker_beside_the_editor_looks_at_what_was_just_typed(editor):
    editor.open("/en/accessibility/")
    editor.page.get_by_role("button", name="View Wagtail quick actions").click()
    editor.press(editor.page.get_by_text("Edit this page"))
    editor.page.locator("#id_title").fill("HOW TO USE THIS SITE")
    editor.page.get_by_role("button", name="Toggle checks").click()
    issues = editor.page.locator("[data-checks-panel]")
    expect(issues).to_contain_text("Heading in capital letters", timeout=20_000)
    expect(issues.locator("[data-content-checker-row]")).to_have_count(1)
    expect(editor.page.get_by_text("Worth another look")).to_be_visible()


SLOW = """
    const quick = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await quick(...asked);
        if (asked[1]?.method?.toLowerCase() === "post") await new Promise(done => setTimeout(done, 3000));
        return answer;
    };
"""


def type_until_the_editor_keeps_the_page(page):
    """Wagtail looks for changes some seconds after a form opened: later than that on a busy machine."""
    kept = []

    def note(asked):
        if asked.method == "POST" and "/pages/add/" in asked.url and "preview" not in asked.url:
            kept.append(asked.url)

    page.on("request", note)
    for number in range(2, 40):
        page.get_by_role("textbox", name="Question").fill(f"May I come {number} times?")
        for _ in range(5):
            page.wait_for_timeout(300)
            if kept:
                return
    raise AssertionError("the editor does not keep the page")


def test_a_page_that_is_sent_while_the_editor_keeps_it_is_made_once(browser, portal, outreach_editor):
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=outreach_editor.signed_in) as someone:
        page = someone.page
        page.add_init_script(SLOW)
        someone.open("/en/faq/")
        page.locator("[data-wagtail-userbar]").get_by_role("button", name="View Wagtail quick actions").click()
        page.locator("[data-wagtail-userbar]").get_by_role("menuitem", name="Add a child page").click()
        page.get_by_role("combobox", name="Topic").select_option(label="Taking part")
        page.locator("[id^=panel-child-content-answer-] [role=textbox]").fill("Yes.")
        type_until_the_editor_keeps_the_page(page)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Submit to Review before publishing").click()
        expect(page.get_by_text("submitted for moderation")).to_be_visible(timeout=20_000)
