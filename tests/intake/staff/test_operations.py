"""The operations page: what is stuck, and a hand for it; no words of any message."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from intake.constants import LetterKind
from intake.models import Heartbeat, Notification, Party
from intake.notifications import queue_letter
from intake.services import worker
from intake.staff import operations
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.letters import deliver_all

URL = "/admin/operations/"


class OperationsTests(TestCase):
    def setUp(self):
        party = Party.objects.select_related("case", "consent").get(case=a_case(), has_asked=True)
        self.letter = queue_letter(party, LetterKind.CLOSED, key="k")
        Notification.objects.update(state="parked", tries=8)
        self.browser = signed_in(person(Role.ADMINISTRATOR))

    def test_it_shows_what_failed_and_which_jobs_never_ran_and_nobodys_name(self):
        page = self.browser.get(URL)
        self.assertContains(page, "Given up: somebody has to look")
        self.assertContains(page, str(self.letter.case))
        self.assertContains(page, "is the worker running?")
        for word in ("Rosa", "rosa@", "Hola", "El caso"):
            self.assertNotContains(page, word)

    def test_a_message_is_tried_again_and_that_is_recorded(self):
        self.browser.post(f"{URL}{self.letter.pk}/again/")
        deliver_all()
        self.assertEqual(len(mail.outbox), 1)
        self.assertTrue(AuditEvent.objects.filter(verb="change", object_id=str(self.letter.pk)).exists())

    def test_a_message_is_dropped_and_can_not_be_dropped_twice(self):
        self.browser.post(f"{URL}{self.letter.pk}/drop/")
        again = self.browser.post(f"{URL}{self.letter.pk}/drop/", follow=True)
        self.assertContains(again, "Nothing was changed")
        self.letter.refresh_from_db()
        self.assertEqual(self.letter.state, "dropped")

    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused(self):
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)]:
            browser = signed_in(person(role))
            self.assertIn(browser.get(URL).status_code, (302, 403), role)
            self.assertIn(browser.post(f"{URL}{self.letter.pk}/drop/").status_code, (302, 403), role)

    def test_the_probe_says_late_without_a_detail_and_still_answers(self):
        self.assertEqual(Client().get("/readyz").json(), {"status": "late"})
        Notification.objects.all().delete()
        self.assertEqual(Client().get("/readyz").json(), {"status": "ready"})
        Heartbeat.objects.create(job="deliver", at=timezone.now() - timedelta(minutes=10))
        response = Client().get("/readyz")
        self.assertEqual((response.status_code, response.json()), (200, {"status": "late"}))


def test_every_job_of_the_worker_has_words_for_people():
    assert {worker.SEND, *(job.name for job in worker.JOBS)} == operations.JOBS.keys()
