"""Panels of what is due: questions that nobody has reviewed for long, events that end."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate, now

from outreach.models import EventIndexPage, EventPage, FaqIndexPage, FaqPage
from outreach.staff.dashboard import questions_due
from portal.common.dates import short_datetime
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.outreach.site import SeededOutreach

LONG = timedelta(days=settings.FAQ_REVIEW_DAYS + 1)


class DueTest(SeededOutreach):
    def setUp(self):
        self.browser = signed_in(person(Role.EDITOR))
        self.index = EventIndexPage.objects.get(locale__language_code="en")

    def event(self, title, ends_in, **fields):
        ends_at = now() + ends_in
        event = EventPage(
            title=title,
            intro="<p>Come.</p>",
            starts_at=ends_at - timedelta(hours=1),
            ends_at=ends_at,
            place="Library",
            languages_spoken="English",
            locale=self.index.locale,
            **fields,
        )
        return self.index.add_child(instance=event)

    def test_questions_that_nobody_reviewed_for_long_are_due_and_the_others_are_not(self):
        FaqPage.objects.update(last_reviewed_at=localdate())
        self.assertFalse(questions_due().exists())
        self.assertNotContains(self.browser.get("/admin/"), "Questions to review again")
        old, never, draft = FaqPage.objects.filter(locale=self.index.locale)[:3]
        FaqPage.objects.filter(pk=old.pk).update(last_reviewed_at=localdate() - LONG)
        FaqPage.objects.filter(pk=never.pk).update(last_reviewed_at=None)
        FaqPage.objects.filter(pk=draft.pk).update(last_reviewed_at=None, live=False)
        page = self.browser.get("/admin/").content.decode().split("Questions to review again")[1]
        self.assertLess(page.index("never reviewed"), page.index(escape(old.title)))
        self.assertEqual(set(questions_due()), {old, never})

    def test_events_that_end_soon_or_are_over_are_shown(self):
        self.event("Next week", timedelta(days=7))
        self.event("Called off", timedelta(days=2), status="cancelled")
        self.event("Yesterday", -timedelta(days=1))
        self.event("Next year", timedelta(days=300))
        self.event("Long ago", -timedelta(days=300))
        page = self.browser.get("/admin/").content.decode().split("Events that end soon")[1]
        places = [page.index(title) for title in ("Called off", "Next week", "Yesterday")]
        self.assertEqual(places, sorted(places))
        self.assertIn("cancelled", page)
        for title in ("Next year", "Long ago"):
            self.assertNotIn(title, page)

    def test_others_see_neither(self):
        page = signed_in(person(Role.MEDIATOR)).get("/admin/")
        self.assertNotContains(page, "Questions to review again")

    def test_whoever_may_open_pages_can_search_them(self):
        self.assertContains(self.browser.get("/admin/"), 'role="search"')

    def cost(self):
        with CaptureQueriesContext(connection) as captured:
            self.browser.get("/admin/")
        return len(captured)

    def test_the_first_page_costs_the_same_with_two_events_and_with_twenty(self):
        for number in range(2):
            self.event(f"Event {number}", timedelta(days=1))
        self.cost()
        before = self.cost()
        for number in range(2, 20):
            self.event(f"Event {number}", timedelta(days=1))
        self.assertEqual(self.cost(), before)

    def test_the_lists_below_the_indexes_put_what_is_due_first(self):
        FaqPage.objects.update(last_reviewed_at=localdate())
        old = FaqPage.objects.filter(locale=self.index.locale).last()
        FaqPage.objects.filter(pk=old.pk).update(last_reviewed_at=localdate() - LONG)
        index = FaqIndexPage.objects.get(locale=self.index.locale)
        response = self.browser.get(reverse("wagtailadmin_explore", args=[index.pk]), {"ordering": "last_reviewed_at"})
        self.assertEqual(response.context["pages"][0].pk, old.pk)
        self.assertContains(response, "Last reviewed")
        self.event("Next week", timedelta(days=7))
        response = self.browser.get(reverse("wagtailadmin_explore", args=[self.index.pk]), {"ordering": "-ends_at"})
        self.assertContains(response, "Takes place")

    def test_the_lists_say_the_day_of_an_event_to_come_and_the_title_of_a_topic(self):
        event = self.event("Next week", timedelta(days=7))
        response = self.browser.get(reverse("wagtailadmin_explore", args=[self.index.pk]))
        self.assertContains(response, short_datetime(event.starts_at))
        index = FaqIndexPage.objects.get(locale=self.index.locale)
        topic = index.topics[0].value
        questions = FaqPage.objects.child_of(index)
        questions.update(topic=topic["key"])
        address = reverse("wagtailadmin_explore", args=[index.pk])
        with CaptureQueriesContext(connection) as captured:
            response = self.browser.get(address)
        self.assertGreaterEqual(response.text.count(escape(topic["title"])), min(questions.count(), 20))
        titles = [query for query in captured if '"outreach_faqindexpage"."topics"' in query["sql"]]
        self.assertLess(len(titles), 4)
