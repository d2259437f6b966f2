"""What the sides wrote, as those who work on the case read it."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from intake.constants import DutyKind
from intake.models import PartyMessage
from intake.services.message import send_message
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import with_versions
from tests.intake.services.consents import asking

WORDS = "I need a ramp. <b>Please</b>"


class MessagesPageTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.url = f"/admin/cases/{self.case.pk}/messages/"
        self.browser = signed_in(self.staff)
        send_message(self.community, WORDS)
        self.message = PartyMessage.objects.get()

    def test_it_shows_each_with_its_side_and_the_case_says_that_one_waits(self):
        self.assertContains(self.browser.get(f"/admin/cases/{self.case.pk}/"), "1 message not read yet.")
        page = self.browser.get(self.url)
        self.assertContains(page, "I need a ramp. &lt;b&gt;Please&lt;/b&gt;")
        self.assertContains(page, "Community member, ")
        self.assertContains(page, "Not read yet")

    def test_it_is_marked_as_read_by_a_post_alone_and_once(self):
        read = f"{self.url}{self.message.pk}/read/"
        self.assertEqual(self.browser.get(read).status_code, 405)
        self.assertRedirects(self.browser.post(read), self.url)
        self.message.refresh_from_db()
        first = self.message.read_at
        self.browser.post(read)
        self.message.refresh_from_db()
        self.assertEqual(self.message.read_at, first)
        self.assertNotContains(self.browser.get(f"/admin/cases/{self.case.pk}/"), "not read yet.")

    def test_the_duty_can_not_be_ticked_off_before_somebody_has_read_it(self):
        browser = with_versions(signed_in(self.staff))
        duty = self.case.duties.open().get(kind=DutyKind.ANSWER_MESSAGE)
        done = f"/admin/cases/{self.case.pk}/duties/{duty.pk}/done/"
        self.assertContains(browser.post(done), "Read the message first")
        browser.post(f"{self.url}{self.message.pk}/read/")
        self.assertEqual(browser.post(done).status_code, 302)

    def test_nobody_else_opens_it(self):
        for role in (Role.LIAISON, Role.MEDIATOR, Role.AUDITOR, Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR):
            browser = signed_in(person(role))
            for answer in (browser.get(self.url), browser.post(f"{self.url}{self.message.pk}/read/")):
                self.assertEqual(answer.status_code, 302, role)
                self.assertNotIn(b"ramp", answer.content)
        self.message.refresh_from_db()
        self.assertIsNone(self.message.read_at)

    def test_the_number_of_queries_does_not_grow_with_the_messages(self):
        counts = set()
        for number in (2, 18):
            for each in range(number):
                PartyMessage.objects.create(party=self.employee, text=f"{number} {each}")
            self.browser.get(self.url)
            with CaptureQueriesContext(connection) as queries:
                self.browser.get(self.url)
            counts.add(len(queries))
        self.assertEqual(len(counts), 1, counts)
