"""The letters of a case: reading is recorded, sending is previewed, and who may do neither sees nothing."""

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants import DutyKind, LetterKind
from intake.models import LetterTemplate, Notification, Party
from intake.notifications import queue_letter
from portal.common import pdf
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.letters import deliver_all


class LettersPageTests(TestCase):
    def setUp(self):
        self.case = a_case()
        self.party = Party.objects.select_related("case", "consent").get(case=self.case, has_asked=True)
        self.url = f"/admin/cases/{self.case.pk}/letters/"
        self.browser = signed_in(person(Role.ADMINISTRATOR))

    def chosen(self, kind=LetterKind.FOLLOW_UP, **more):
        return {"party": str(self.party.pk), "letter": kind.value} | more

    @pytest.mark.proves("G13")
    def test_it_shows_what_was_sent_beside_the_english_text_and_reading_is_recorded(self):
        letter = queue_letter(self.party, LetterKind.CLOSED, key="k")
        page = self.browser.get(self.url)
        self.assertContains(page, "El caso está cerrado")
        self.assertContains(page, "The case is closed")
        self.assertContains(page, "By email, in a few minutes")
        read = AuditEvent.objects.get(verb="view", object_id=str(self.case.pk))
        self.assertIn("notifications.body", read.fields)
        self.assertNotIn("Villanueva", str(page.context["view"].get_page_title()))
        self.assertContains(page, f"/letters/{letter.pk}.pdf") if pdf.AVAILABLE else None

    def test_a_letter_is_previewed_then_sent_once(self):
        preview = self.browser.get(self.url, self.chosen())
        self.assertContains(preview, "Hola, Rosa:")
        self.assertContains(preview, "It only says that there is a message")
        self.assertFalse(Notification.objects.exists())
        token = str(uuid4())
        for _ in range(2):
            sent = self.browser.post(f"{self.url}send/", self.chosen(token=token), follow=True)
        self.assertContains(sent, "The letter is on its way.")
        self.assertEqual(Notification.objects.count(), 1)
        deliver_all()
        self.assertEqual(len(mail.outbox), 1)

    def test_a_version_that_is_not_ready_is_refused_until_a_person_says_english(self):
        LetterTemplate.objects.filter(kind=LetterKind.FOLLOW_UP, locale__language_code="es").update(live=False)
        self.assertContains(self.browser.get(self.url, self.chosen()), "The text is not published.")
        refused = self.browser.post(f"{self.url}send/", self.chosen(), follow=True)
        self.assertContains(refused, "Nothing was sent")
        self.assertFalse(Notification.objects.exists())
        self.assertContains(self.browser.get(self.url, self.chosen(allow_english="on")), "Esta carta está en inglés")
        self.browser.post(f"{self.url}send/", self.chosen(allow_english="on"))
        self.assertContains(self.browser.get(self.url), "not their own")

    def test_a_letter_that_a_person_has_to_post_is_printed_and_noted_as_done(self):
        self.party.safe_contact, self.party.contact = {"best_way": "post"}, {"address": "1 Example Street"}
        self.party.save()
        sent = self.browser.post(f"{self.url}send/", self.chosen(), follow=True)
        self.assertContains(sent, "somebody has to print this letter and post it")
        self.assertContains(sent, "To be posted")
        letter = Notification.objects.get()
        self.browser.post(f"{self.url}{letter.pk}/done/")
        letter.refresh_from_db()
        self.assertEqual(letter.state, "sent")
        self.assertFalse(self.case.duties.open().filter(kind=DutyKind.POST_LETTER).exists())
        again = self.browser.post(f"{self.url}{letter.pk}/done/", follow=True)
        self.assertEqual(again.status_code, 404)

    def ticks_off(self, kind):
        """Presses Done on the case page, beside the duty of this kind for the side that asked."""
        self.case.refresh_from_db()
        duty = self.case.duties.open().get(kind=kind, party=self.party)
        address = f"/admin/cases/{self.case.pk}/duties/{duty.pk}/done/"
        return self.browser.post(address, {"opened": self.case.version}, follow=True)

    def reached_by(self, channel, **contact):
        self.party.safe_contact, self.party.contact = {"best_way": channel}, contact
        self.party.save()

    def test_ticking_the_duty_off_on_the_case_page_does_the_letters_that_it_stands_for(self):
        for channel, kind, contact in (
            ("post", DutyKind.POST_LETTER, {"address": "1 Example Street"}),
            ("phone", DutyKind.CALL_PARTY, {"phone": "+16265550142"}),
        ):
            self.reached_by(channel, **contact)
            letters = [queue_letter(self.party, LetterKind.CLOSED, key=f"{channel}{n}") for n in range(2)]
            other = queue_letter(Party.objects.get(case=self.case, has_asked=False), LetterKind.CLOSED, key=channel)
            self.assertContains(self.ticks_off(kind), "The duty is done.")
            for letter in letters:
                letter.refresh_from_db()
                self.assertEqual(letter.state, "sent")
                self.assertIsNotNone(letter.sent_at)
                self.assertTrue(AuditEvent.objects.filter(verb="send", object_id=str(letter.pk)).exists())
            other.refresh_from_db()
            self.assertEqual(other.state, "queued")

    def test_a_letter_whose_own_day_comes_later_keeps_a_duty_of_its_own(self):
        self.reached_by("post", address="1 Example Street")
        later = timezone.now() + timedelta(days=9)
        queue_letter(self.party, LetterKind.CLOSED, key="now")
        queue_letter(self.party, LetterKind.FOLLOW_UP, key="later", due_at=later)
        self.ticks_off(DutyKind.POST_LETTER)
        self.assertEqual(dict(Notification.objects.values_list("key", "state")), {"now": "sent", "later": "queued"})
        duty = self.case.duties.open().get(kind=DutyKind.POST_LETTER)
        self.assertEqual(duty.due_on, timezone.localdate(later) - timedelta(days=1))

    def test_neither_duty_nor_letter_is_done_when_one_can_not_be(self):
        self.reached_by("post", address="1 Example Street")
        queue_letter(self.party, LetterKind.CLOSED, key="k")
        with mock.patch("intake.services.letter.end_duties", side_effect=RuntimeError), pytest.raises(RuntimeError):
            self.ticks_off(DutyKind.POST_LETTER)
        self.assertEqual(Notification.objects.get().state, "queued")
        self.assertTrue(self.case.duties.open().filter(kind=DutyKind.POST_LETTER).exists())
        self.assertFalse(AuditEvent.objects.filter(verb="send").exists())

    def test_the_pdf_is_the_letter_in_its_language_and_opening_it_is_recorded(self):
        letter = queue_letter(self.party, LetterKind.CLOSED, key="k")
        with mock.patch("intake.staff.letter.pdf.pdf_of", return_value=b"%PDF") as written:
            response = self.browser.get(f"{self.url}{letter.pk}.pdf")
        self.assertEqual((response.content, response["Content-Type"]), (b"%PDF", "application/pdf"))
        self.assertIn("Hola, Rosa:", written.call_args.args[0])
        self.assertEqual(written.call_args.kwargs["language"].code, "es")
        self.assertTrue(AuditEvent.objects.filter(verb="view", object_id=str(letter.pk)).exists())

    @pytest.mark.proves("G1")
    def test_nothing_of_the_asking_of_both_sides_is_sent_by_hand_and_nothing_to_who_was_not_asked(self):
        other = Party.objects.get(case=self.case, has_asked=False)
        for data in (self.chosen(LetterKind.ANSWER_NO), self.chosen() | {"party": str(other.pk)}):
            self.assertEqual(self.browser.post(f"{self.url}send/", data, follow=True).status_code, 404)
        self.assertFalse(Notification.objects.exists())

    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused(self):
        letter = queue_letter(self.party, LetterKind.CLOSED, key="k")
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)]:
            browser = signed_in(person(role))
            for address in (self.url, f"{self.url}{letter.pk}.pdf"):
                self.assertIn(browser.get(address).status_code, (302, 403), (role, address))
            for address in (f"{self.url}send/", f"{self.url}{letter.pk}/done/"):
                self.assertIn(browser.post(address).status_code, (302, 403), (role, address))

    def test_the_page_asks_the_same_of_the_database_for_2_letters_and_for_20(self):
        counts = []
        for number in range(20):
            queue_letter(self.party, LetterKind.CLOSED, key=str(number))
            if number in (1, 19):
                self.browser.get(self.url)
                with CaptureQueriesContext(connection) as found:
                    self.browser.get(self.url)
                counts.append(len(found))
        self.assertEqual(counts[0], counts[1])


class TextsTests(TestCase):
    def test_lead_administrators_edit_the_texts_and_administrators_read_them(self):
        a_case()
        letter = LetterTemplate.objects.get(kind=LetterKind.CLOSED, locale__language_code="en")
        addresses = {"list": "", "inspect": f"inspect/{letter.pk}/", "edit": f"edit/{letter.pk}/"}
        allowed = {Role.LEAD: {"list", "inspect", "edit"}, Role.ADMINISTRATOR: {"list", "inspect"}}
        for role in Role:
            browser = signed_in(person(role))
            open_to = {
                name
                for name, end in addresses.items()
                if browser.get(f"/admin/snippets/intake/lettertemplate/{end}").status_code == 200
            }
            self.assertEqual(open_to, allowed.get(role, set()), role)
