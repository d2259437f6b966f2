"""Lists that people keep for themselves, and the mail that says how much is new in them."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import TestCase
from django.utils import timezone

from intake.models import Case, SavedFilter
from intake.services.lifecycle import move_case
from intake.services.saved_filter import MOST, save_filter, tell_about_saved_filters
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.letters import deliver_all

SAVE = "/admin/cases/lists/save/"
TRACE = "ab" * 32


class SavedFilterTests(TestCase):
    def setUp(self):
        self.coordinator, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.browser = signed_in(self.coordinator)

    def save(self, name="Mine", query="state=open", **more):
        return self.browser.post(SAVE, {"name": name, "query": query, **more})

    def change(self, found, wish, browser=None):
        return (browser or self.browser).post(f"/admin/cases/lists/{found.pk}/", {"do": wish})

    def test_a_list_is_kept_shown_and_deleted(self):
        answer = self.save(query="state=open&nonsense=1")
        self.assertRedirects(answer, "/admin/cases/?state=open", fetch_redirect_response=False)
        found = SavedFilter.objects.get()
        self.assertEqual((found.user, found.query, found.notifies), (self.coordinator, "state=open", False))
        for address in ("/admin/cases/", "/admin/cases/lists/"):
            self.assertContains(self.browser.get(address), "/admin/cases/?state=open")
        self.change(found, "delete")
        self.assertFalse(SavedFilter.objects.exists())
        verbs = (
            AuditEvent.objects.filter(object_type="intake.savedfilter").order_by("pk").values_list("verb", flat=True)
        )
        self.assertEqual(list(verbs), ["create", "delete"])

    def test_the_same_name_takes_the_new_list(self):
        self.save(), self.save(query="tab=overdue", notifies="on")
        found = SavedFilter.objects.get()
        self.assertEqual((found.query, found.notifies), ("tab=overdue", True))

    def test_a_person_who_was_searched_for_is_left_out(self):
        self.save(query=f"state=open&who={TRACE}")
        self.assertEqual(SavedFilter.objects.get().query, "state=open")

    def test_a_list_needs_a_name_and_there_are_not_endless_ones(self):
        self.save(name=" "), self.save(name="x" * 61)
        self.assertFalse(SavedFilter.objects.exists())
        for number in range(MOST + 1):
            self.save(name=str(number))
        self.assertEqual(SavedFilter.objects.count(), MOST)

    def test_nobody_sees_or_changes_the_lists_of_others(self):
        self.save(name="Night shift")
        found, other = SavedFilter.objects.get(), signed_in(self.lead)
        for address in ("/admin/cases/", "/admin/cases/lists/"):
            self.assertNotContains(other.get(address), "Night shift")
        self.change(found, "delete", other), self.change(found, "tell", other)
        found.refresh_from_db()
        self.assertFalse(found.notifies)
        self.assertContains(other.get("/admin/cases/"), "Administrator")

    def test_being_told_is_switched_on_and_off(self):
        self.save()
        found = SavedFilter.objects.get()
        for wish, expected in (("tell", True), ("stop", False), ("nonsense", False)):
            self.change(found, wish)
            found.refresh_from_db()
            self.assertEqual(found.notifies, expected)


class TellingTests(TestCase):
    def setUp(self):
        self.clock = self.enterContext(time_machine.travel("2026-03-02T17:00:00+00:00", tick=False))
        self.coordinator = person(Role.ADMINISTRATOR)

    def save(self, query, name="A list"):
        save_filter(self.coordinator, name, query, notifies=True)

    def tell(self):
        """What the person is mailed, once the worker has run."""
        mail.outbox.clear()
        tell_about_saved_filters(timezone.now())
        deliver_all()
        return [message.body for message in mail.outbox if message.to == [self.coordinator.email]]

    def later(self, **time):
        self.clock.shift(timedelta(**time))

    def test_once_a_day_without_a_word_about_any_case(self):
        self.save("language=es")
        self.later(hours=1)
        case = a_case()
        a_case(language="hy")
        self.assertEqual(self.tell(), [])
        self.later(days=1)
        [body] = self.tell()
        self.assertIn("There is a message for you.", body)
        for secret in (case.referral.reference, "Rosa", "A list"):
            self.assertNotIn(secret, body)
        self.assertEqual(self.tell(), [])
        self.later(days=1)
        self.assertEqual(self.tell(), [])

    def test_a_case_that_comes_into_the_state_counts(self):
        case = a_case()
        self.later(hours=1)
        self.save("state=screening")
        self.later(days=1)
        self.assertEqual(self.tell(), [])
        self.later(hours=1)
        move_case(case.pk, "screen", user=self.coordinator)
        self.later(days=1)
        self.assertEqual(len(self.tell()), 1)

    def test_a_case_that_becomes_overdue_by_the_passing_of_days_counts_once(self):
        a_case()
        self.later(hours=1)
        self.save("tab=overdue")
        found = []
        for _ in range(6):
            self.later(days=1)
            found.append(len(self.tell()))
        self.assertEqual(found, [0, 0, 1, 0, 0, 0])

    def test_one_mail_for_all_lists_of_a_person(self):
        self.save("language=es"), self.save("state=open", name="Another")
        self.later(days=1)
        a_case()
        self.assertEqual(len(self.tell()), 1)

    def test_who_may_not_see_cases_any_more_is_told_nothing(self):
        self.save("state=open")
        self.later(days=1)
        a_case()
        self.coordinator.groups.clear()
        self.assertEqual(self.tell(), [])
        self.assertEqual(Case.objects.count(), 1)
