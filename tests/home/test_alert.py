"""Alerts: on every page of their language between start and end, at the right moment and at no cost."""

from datetime import timedelta

import time_machine
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Locale

from home.alert_moments import PublicVersion, read_moments
from home.context import program_in
from home.models import Alert, ProgramDetails
from portal.common.content_version import content_changed, content_version
from portal.common.languages import language_of
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

HOUR = timedelta(hours=1)


def an_alert(code="en", **fields):
    fields = {"heading": "Our office is closed", "text": "Call us instead.", "starts_at": now() - HOUR} | fields
    fields.setdefault("ends_at", fields["starts_at"] + 3 * HOUR)
    return Alert.objects.create(locale=Locale.objects.get(language_code=code), **fields)


def a_translation(alert, code, **fields):
    return an_alert(code, translation_key=alert.translation_key, heading="Cerrado", **fields)


class ShownTest(SeededSite):
    def assert_shown(self, path, shown=True, words="Our office is closed"):
        check = self.assertContains if shown else self.assertNotContains
        check(self.client.get(path), words)

    def test_it_stands_on_every_public_page_of_its_language(self):
        an_alert()
        for path in ("/en/", "/en/request/", "/en/search/"):
            self.assert_shown(path)
        self.assertContains(self.client.get("/en/nowhere/"), "Our office is closed", status_code=404)
        for path in ("/es/", "/zh-hant/request/"):
            self.assert_shown(path, False)

    def test_it_comes_and_goes_by_the_clock(self):
        an_alert(starts_at=now() + HOUR)
        self.assert_shown("/en/", False)
        with time_machine.travel(now() + 2 * HOUR):
            self.assert_shown("/en/")
        with time_machine.travel(now() + 5 * HOUR):
            self.assert_shown("/en/", False)

    def test_a_draft_is_not_shown(self):
        an_alert(live=False)
        self.assert_shown("/en/", False)

    def test_there_is_nothing_on_a_page_without_one(self):
        self.assert_shown("/en/", False, 'class="alert"')

    def test_the_newest_comes_first(self):
        an_alert(heading="Older", starts_at=now() - 2 * HOUR)
        an_alert(heading="Newer")
        page = self.client.get("/en/").content.decode()
        self.assertLess(page.index("Newer"), page.index("Older"))

    def test_what_editors_write_is_text(self):
        an_alert(text="<script>alert(1)</script>")
        self.assert_shown("/en/", words="&lt;script&gt;")

    def test_the_link_leads_to_the_page_in_the_language_of_the_reader(self):
        a_translation(an_alert(link_page=self.request_page), "es")
        self.assert_shown("/es/", words='href="/es/request/">')
        self.translated(self.request_page, "es").unpublish()
        self.assert_shown("/es/", words='<a href="/en/request/" lang="en" hreflang="en">')
        self.request_page.unpublish()
        self.assert_shown("/es/", False, "/en/request/")

    def test_its_cost_is_that_of_a_page_without_it(self):
        with self.assertNumQueries(1):
            self.assertEqual(program_in(language_of("en")).alerts, [])
        for code in ("en", "es", "hy"):
            for _ in range(3):
                an_alert(code, link_page=self.request_page)
        with self.assertNumQueries(1):
            self.assertEqual(len(program_in(language_of("en")).alerts), 3)


class TranslationTest(SeededSite):
    def headings(self, code):
        return [alert.heading for alert in program_in(language_of(code)).alerts]

    def test_when_it_stands_there_is_decided_by_the_source_language(self):
        alert = an_alert()
        a_translation(alert, "es", starts_at=now() + 9 * HOUR)
        self.assertEqual(self.headings("es"), ["Cerrado"])
        Alert.objects.filter(pk=alert.pk).update(starts_at=now() - 3 * HOUR, ends_at=now() - HOUR)
        self.assertEqual(self.headings("es"), [])

    def test_taking_it_down_in_the_source_language_takes_it_down_everywhere(self):
        alert = an_alert()
        a_translation(alert, "es")
        alert.unpublish()
        self.assertEqual(self.headings("es"), [])

    def test_a_draft_translation_is_not_shown(self):
        a_translation(an_alert(), "es", live=False)
        self.assertEqual(self.headings("es"), [])

    def test_one_that_only_another_language_has_decides_for_itself(self):
        an_alert("hy", heading="Փակ է")
        self.assertEqual(self.headings("hy"), ["Փակ է"])

    def test_a_language_without_program_details_keeps_its_own_alerts(self):
        an_alert("es", heading="Cerrado")
        an_alert()
        ProgramDetails.objects.filter(locale__language_code="es").delete()
        self.assertEqual(self.headings("es"), ["Cerrado"])


class MomentsTest(TestCase):
    def setUp(self):
        content_version.forget()
        self.addCleanup(content_version.forget)
        Locale.objects.get_or_create(language_code="en")

    def test_the_version_of_the_site_changes_when_an_alert_begins_and_when_it_ends(self):
        start = now()
        versions = PublicVersion()
        with time_machine.travel(start, tick=False) as clock:
            an_alert(starts_at=start + HOUR, ends_at=start + 2 * HOUR)
            seen = []
            for minutes in (0, 59, 60, 90, 119, 120, 240):
                clock.move_to(start + timedelta(minutes=minutes))
                seen.append(versions.current())
        self.assertEqual(seen[0], seen[1])
        self.assertEqual(seen[2:5], [seen[2]] * 3)
        self.assertEqual(seen[5], seen[6])
        self.assertEqual(len(set(seen)), 3)

    def test_between_two_changes_of_the_site_it_asks_nothing(self):
        versions = PublicVersion()
        versions.current()
        with self.assertNumQueries(0):
            versions.current()

    def test_a_changed_alert_is_heard_of(self):
        versions = PublicVersion()
        before = versions.current()
        with self.captureOnCommitCallbacks(execute=True):
            an_alert()
        self.assertNotEqual(versions.current(), before)

    def test_a_version_with_other_moments_is_another_version(self):
        versions = PublicVersion()
        first = versions.current()
        with self.captureOnCommitCallbacks(execute=True):
            content_changed()
        self.assertNotEqual(versions.current(), first)

    def test_drafts_and_what_is_over_have_no_moments(self):
        an_alert(live=False)
        an_alert(starts_at=now() - 9 * HOUR, ends_at=now() - HOUR)
        self.assertEqual(read_moments(), ())


class StaffTest(SeededSite):
    def fields(self, **changes):
        return {
            "heading": "Closed on Friday",
            "text": "Call us instead.",
            "link_page": "",
            "starts_at": "2026-11-20 08:00",
            "ends_at": "2026-11-20 18:00",
        } | changes

    def add(self, role, **changes):
        browser = signed_in(person(role))
        return browser.post(reverse("wagtailsnippets_home_alert:add"), self.fields(**changes))

    def test_it_must_end_after_it_starts_even_as_a_draft(self):
        response = self.add(Role.EDITOR, ends_at="2026-11-20 08:00")
        self.assertContains(response, "The alert must end after it starts.")
        self.assertFalse(Alert.objects.exists())
        with self.assertRaises(IntegrityError), transaction.atomic():
            an_alert(ends_at=now() - 2 * HOUR)

    def test_an_editor_drafts_it_and_cannot_publish_it(self):
        self.assertEqual(self.add(Role.EDITOR, **{"action-publish": "action-publish"}).status_code, 302)
        self.assertFalse(Alert.objects.get().live)

    def test_a_reviewer_publishes_it(self):
        self.assertEqual(self.add(Role.REVIEWER, **{"action-publish": "action-publish"}).status_code, 302)
        self.assertTrue(Alert.objects.get().live)

    def test_an_editor_sends_it_for_review_and_a_reviewer_approves_it(self):
        self.add(Role.EDITOR, **{"action-submit": "action-submit"})
        alert = Alert.objects.get()
        reviewer = signed_in(person(Role.REVIEWER))
        self.assertContains(reviewer.get("/admin/"), reverse("wagtailsnippets_home_alert:edit", args=[alert.pk]))
        args = [alert.pk, "approve", alert.current_workflow_task_state.pk]
        reviewer.post(reverse("wagtailsnippets_home_alert:workflow_action", args=args), {})
        alert.refresh_from_db()
        self.assertTrue(alert.live)

    def test_a_draft_can_be_seen_on_a_page_before_it_is_published(self):
        alert = an_alert(live=False)
        alert.save_revision()
        browser = signed_in(person(Role.EDITOR))
        edit = reverse("wagtailsnippets_home_alert:edit", args=[alert.pk])
        self.assertEqual(browser.get(edit).status_code, 200)
        preview = reverse("wagtailsnippets_home_alert:preview_on_edit", args=[alert.pk])
        self.assertTrue(browser.post(preview, self.fields()).json()["is_valid"])
        self.assertContains(browser.get(preview), "Closed on Friday")

    def test_the_list_says_where_each_one_stands(self):
        an_alert(heading="A")
        an_alert(heading="B", starts_at=now() + HOUR)
        an_alert(heading="C", starts_at=now() - 9 * HOUR)
        an_alert(heading="D", live=False)
        page = signed_in(person(Role.EDITOR)).get(reverse("wagtailsnippets_home_alert:list"))
        for words in ("On the site", "Planned", "Over", "Draft"):
            self.assertContains(page, words)
