"""What editors are told about the words of a page: beside the editor, and when they send it. It never stops them."""

import re

from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from home.models import FiguresPage
from home.staff.content_checks import SHOUTING, VAGUE_LINK, HouseChecks
from home.staff.warnings import warnings_about
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

OFFICIALESE = (
    "<p>Participation in administrative adjudication necessitates comprehensive documentation of allegations. "
    "Notwithstanding considerations of organizational accountability, voluntary participation remains unconditionally "
    "contingent upon authorization by representatives of municipal administration.</p>"
)


def a_page(parent, **fields):
    fields = {
        "title": "Figures",
        "slug": "figures",
        "intro": "<p>What we count.</p>",
        "empty_heading": "Nothing yet",
        "empty_text": "<p>Come back in spring.</p>",
        "search_description": "What the program publishes.",
        "locale": parent.locale,
    } | fields
    page = parent.add_child(instance=FiguresPage(**fields))
    page.save_revision().publish()
    return page


class WarningsTest(SeededSite):
    def warned(self, words, **fields):
        found = " ".join(
            warnings_about(FiguresPage(title="x", search_description="y", locale=self.home.locale, **fields))
        )
        self.assertIn(words, found)

    def silent(self, words, **fields):
        page = FiguresPage(title="x", search_description="y", locale=self.home.locale, **fields)
        self.assertNotIn(words, " ".join(warnings_about(page)))

    def test_seeded_pages_have_nothing_to_look_at(self):
        for page in (self.home, self.request_page, self.translated(self.home, "hy")):
            self.assertEqual(warnings_about(page), [])

    def test_officialese_is_told_with_its_grade_in_english_only(self):
        self.warned("It reads at grade", intro=OFFICIALESE)
        self.silent("It reads at grade", intro="<p>We talk with you. You can stop at any time.</p>" * 10)
        page = FiguresPage(title="x", intro=OFFICIALESE, locale=self.translated(self.home, "es").locale)
        self.assertNotIn("grade", " ".join(warnings_about(page)))

    def test_a_phone_number_that_nobody_can_tap(self):
        for number in ("626-555-0100", "(626) 555-0100", "+1 626 555 0100", "626.555.0100"):
            self.warned("phone number", intro=f"<p>Call {number} today.</p>")
        self.silent("phone number", intro='<p>Call <a href="tel:+16265550100">(626) 555-0100</a> or 911.</p>')
        self.silent("phone number", intro="<p>Code 2026-11-22, form 12-345-6789-0123.</p>")

    def test_links_to_other_hosts_are_named(self):
        self.warned(
            "example.com, example.org", intro='<a href="https://example.org/x">a</a><a href="//example.com">b</a>'
        )
        self.silent("leads away", intro='<p><a linktype="page" id="3">a</a> <a href="tel:+1">b</a></p>')

    def test_what_search_engines_need(self):
        page = FiguresPage(title="Very long " * 7, locale=self.home.locale)
        found = " ".join(warnings_about(page))
        self.assertIn("no description", found)
        self.assertIn("title is longer", found)

    def test_languages_that_do_not_have_a_published_page_are_named(self):
        page = a_page(self.home)
        self.assertIn("Español", " ".join(warnings_about(page)))
        with self.assertNumQueries(1):
            warnings_about(page)


class TellTest(SeededSite):
    def setUp(self):
        self.page = a_page(self.home, search_description="")
        self.browser = signed_in(person(Role.EDITOR))
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def save(self, **action):
        names = ("title", "slug", "seo_title", "search_description", "empty_heading")
        data = {name: getattr(self.page, name) for name in names}
        text = rich_text("<p>Words</p>", features=["bold"])
        data |= {"intro": text, "empty_text": text, "parts-count": "0"}
        data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        response = self.browser.post(self.edit, data | action)
        self.assertEqual(response.status_code, 302, response.content)
        return " ".join(str(message) for message in get_messages(response.wsgi_request))

    def test_sending_a_page_says_what_to_look_at_and_sends_it(self):
        self.assertIn("no description for search engines", self.save(**{"action-submit": "x"}))
        self.assertTrue(self.page.workflow_in_progress)

    def test_saving_a_draft_is_left_in_peace(self):
        self.assertNotIn("description", self.save())

    def test_the_panel_beside_the_editor_lists_it(self):
        page = self.browser.get(self.edit)
        self.assertContains(page, "Worth another look")
        self.assertContains(page, "no description for search engines")

    def test_a_new_page_has_the_panel_too(self):
        self.page.delete()
        add = reverse("wagtailadmin_pages:add", args=["home", "figurespage", self.home.pk])
        self.assertContains(self.browser.get(add), "Worth another look")


def matches(pattern, text):
    return re.search(pattern, text) is not None


class PatternsTest(SeededSite):
    def test_links_that_do_not_say_where_they_lead(self):
        for words in (
            "here",
            "Click here",
            "click here.",
            "Read more",
            "more",
            "this page",
            "haga clic aquí",
            "点击这里",
        ):
            self.assertTrue(matches(VAGUE_LINK, words), words)
        for words in ("What to have at hand", "Hereford", "More about cost", "this page explains cost", "費用"):
            self.assertFalse(matches(VAGUE_LINK, words), words)

    def test_headings_in_capital_letters(self):
        for words in ("WHO DECIDES", "¿QUIÉN DECIDE?", "ՈՎ Է ՈՐՈՇՈՒՄ", "STEP 2: TALK"):
            self.assertTrue(matches(SHOUTING, words), words)
        for words in ("Who decides", "TTY and ADA", "FAQ", "誰決定什麼", "911", "TTY 711"):
            self.assertFalse(matches(SHOUTING, words), words)

    def test_the_editor_is_given_our_rules(self):
        page = signed_in(person(Role.EDITOR)).get(reverse("wagtailadmin_pages:edit", args=[self.home.pk]))
        for rule in HouseChecks.axe_custom_rules:
            self.assertContains(page, rule["id"])
        self.assertContains(page, "Link that does not say where it leads")

    def test_the_preview_carries_the_checker_and_a_strangers_page_does_not(self):
        browser = signed_in(person(Role.EDITOR))
        draft = browser.get(reverse("wagtailadmin_pages:view_draft", args=[self.home.pk]))
        self.assertContains(draft, "checker-axe-configuration")
        self.assertContains(browser.get("/en/"), "wagtail-userbar")
        stranger = self.client.get("/en/")
        self.assertNotContains(stranger, "wagtail")
        self.assertNotIn("Cookie", stranger.get("Vary", ""))
        self.assertNotContains(signed_in(person()).get("/en/"), "wagtail-userbar")
