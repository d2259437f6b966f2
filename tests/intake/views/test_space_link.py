"""A link for one time into a side's own space: asking tells nothing, and the link opens once, with the first half."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants import Channel, DutyKind
from intake.models import AskedLink, Duty, EntryLink, Notification, ParticipantCode
from intake.services.code import PER_CODE
from intake.services.entry_link import LIFETIME, MOST_A_DAY, PER_LINK, send_asked_links
from portal.common.access_codes import new_access_code, read_access_code
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import Resident, person
from tests.intake.coming_back import everything_the_keyset_opens, noted_code
from tests.intake.services.consents import asking
from tests.intake.spaces import code_for
from tests.intake.views.test_space_door import whole
from tests.letters import deliver_all

NO_CODES = ("A" * 10_000, "\x00" * 25, "7KQM\x004WX!", "７" * 10_000, "\u202e" * 60, "UUUUUUUU", "7KQM4WX", " ", "")
SMS = "portal.common.sms.ConsoleBackend"
NUMBER = {"phone": "+16265550142"}


class LinkTestCase(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.first = self.locator(self.community)
        Notification.objects.all().delete()
        mail.outbox.clear()

    def locator(self, party):
        return read_access_code(code_for(party, self.staff)).locator

    def asks(self, first=None, language="en"):
        return Client().post(f"/{language}/my/link/", {"first": self.first if first is None else first})

    def works(self):
        """What the worker does."""
        sent = send_asked_links(timezone.now())
        deliver_all()
        return sent

    def link(self):
        """Asks, and gives the address that came by mail."""
        self.asks()
        self.works()
        return re.search(r"https?://[^/]+(/\S+/my/link/\S+/)", mail.outbox[-1].body)[1]

    def opens(self, link, first=None, client=None):
        return (client or Client()).post(link, {"first": self.first if first is None else first})

    def wishes(self, party, contact, **wishes):
        party.contact, party.safe_contact = contact, wishes
        party.save()


class AskingTests(LinkTestCase):
    @pytest.mark.proves("G9")
    def test_it_answers_the_same_after_the_same_statements_whatever_was_typed(self):
        resident = Resident()
        resident.answers("who")
        self.wishes(self.employee, {"address": "1 Invented Street"})
        for _ in range(MOST_A_DAY):
            self.link()
        firsts = (
            self.first,
            self.locator(self.employee),
            new_access_code().locator,
            read_access_code(noted_code(resident)).locator,
        )
        answers, statements = set(), set()
        for first in firsts:
            with CaptureQueriesContext(connection) as queries:
                answers.add(repr(whole(self.asks(first))))
            statements.add(tuple(re.sub(r"'[^']*'", "?", query["sql"]) for query in queries))
        self.assertEqual((len(answers), len(statements)), (1, 1))
        self.assertEqual(AskedLink.objects.count(), len(firsts))

    @pytest.mark.proves("G9")
    def test_what_can_be_no_first_half_gets_the_plain_answer_and_is_not_stored(self):
        for typed in NO_CODES:
            with self.subTest(ascii(typed[:30])):
                self.assertEqual(self.asks(typed)["Location"], "/en/my/link/?refusal=slip")
        self.assertEqual(AskedLink.objects.count(), 0)
        page = Client().get("/en/my/link/?refusal=slip")
        self.assertContains(page, "error-summary")
        self.assertNotContains(page, "7KQM")

    @pytest.mark.proves("UX-32")
    def test_every_way_of_typing_the_first_half_will_do(self):
        full_width = self.first.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
        for typed in (
            self.first.lower().replace("0", "o").replace("1", "l"),
            " ".join(self.first),
            full_width,
            f"{self.first[:4]}-{self.first[4:]}",
            f"{self.first}{'Z' * 17}",
        ):
            with self.subTest(ascii(typed)):
                self.assertEqual(self.asks(typed)["Location"], "/en/my/link/?done=asked")
                self.assertEqual(AskedLink.objects.get().pk, self.first)

    def test_the_pages_stand_in_every_language_keep_quiet_and_store_nothing(self):
        for language in LANGUAGES:
            for page in ("", "?done=asked", "?refusal=slip", "an-invented-secret/"):
                answer = Client().get(f"/{language.code}/my/link/{page}")
                self.assertContains(answer, f'lang="{language.tag}"')
                self.assertEqual((answer["Cache-Control"], answer["X-Robots-Tag"]), ("no-store, private", "noindex"))
                self.assertContains(answer, "leave-button")
                self.assertNotIn("sessionid", answer.cookies)
        self.assertEqual(AskedLink.objects.count(), 0)

    def test_the_door_leads_to_it(self):
        self.assertContains(Client().get("/en/my/"), 'href="/en/my/link/"')


class SendingTests(LinkTestCase):
    @pytest.mark.proves("UX-32", "G10")
    def test_the_message_is_in_their_language_and_says_nothing_but_the_link(self):
        self.link()
        (message,) = mail.outbox
        self.assertEqual(message.to, ["rosa@example.org"])
        self.assertIn("/es/my/link/", message.body)
        self.assertIn("30 minutos", message.body)
        for word in ("Rosa", "Villanueva", "mediac", "polic", self.first, str(self.case)):
            self.assertNotIn(word, f"{message.subject} {message.body} {message.from_email}")

    @pytest.mark.proves("G11")
    def test_its_secret_stands_nowhere_in_the_database(self):
        secret = self.link().split("/")[-2]
        self.assertGreaterEqual(len(secret), 22)
        for model in apps.get_models():
            self.assertNotIn(secret, repr(list(model._base_manager.values())), model)
        self.assertNotIn(secret, everything_the_keyset_opens())

    def test_a_message_that_goes_out_twice_brings_the_same_link(self):
        first = self.link()
        Notification.objects.update(state=Notification.State.QUEUED)
        deliver_all()
        self.assertIn(first, mail.outbox[1].body)

    @pytest.mark.proves("G9")
    def test_three_a_day_and_the_fourth_not(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for sent in (1, 1, 1, 0):
                self.asks()
                self.assertEqual(self.works(), sent)
            self.assertEqual(len(mail.outbox), 3)
            clock.shift(timedelta(days=1))
            self.asks()
            self.assertEqual(self.works(), 1)

    def test_asked_often_at_once_is_asked_once(self):
        for _ in range(5):
            self.asks()
        self.assertEqual((self.works(), self.works()), (1, 0))
        self.assertEqual(AskedLink.objects.count(), 0)

    @pytest.mark.proves("UX-37")
    def test_it_goes_only_by_a_way_that_is_safe_and_else_not_at_all(self):
        may, mailbox = {"text_message": "yes"}, {"email": "rosa@example.org"}
        for contact, wishes, way in (
            (mailbox | NUMBER, {}, Channel.EMAIL),
            (mailbox | NUMBER, {"best_way": "text"} | may, Channel.SMS),
            (mailbox | NUMBER, {"best_way": "phone"}, Channel.EMAIL),
            (NUMBER, may, Channel.SMS),
            (NUMBER, {}, None),
            (NUMBER, {"text_message": "no"}, None),
            (mailbox | NUMBER, {"avoid": "My brother reads my mail."} | may, None),
            ({"address": "1 Invented Street"}, {"best_way": "post"}, None),
            ({}, {}, None),
        ):
            Notification.objects.all().delete()
            self.wishes(self.community, contact, **wishes)
            with self.subTest(contact=contact, wishes=wishes), override_settings(SMS_BACKEND=SMS):
                self.asks()
                send_asked_links(timezone.now())
                found = Notification.objects.values_list("channel", flat=True)
                self.assertEqual(list(found), [way] if way else [])
        self.assertFalse(Duty.objects.filter(kind__in=[DutyKind.CALL_PARTY, DutyKind.POST_LETTER]).exists())

    def test_a_way_that_closes_before_it_goes_out_drops_it_and_nobody_has_to_call(self):
        self.asks()
        send_asked_links(timezone.now())
        self.wishes(self.community, {"address": "1 Invented Street"})
        deliver_all()
        self.assertEqual((len(mail.outbox), Notification.objects.get().state), (0, "dropped"))
        self.assertFalse(Duty.objects.filter(kind=DutyKind.POST_LETTER).exists())

    def test_one_that_is_over_before_it_goes_out_is_dropped(self):
        self.asks()
        send_asked_links(timezone.now())
        with time_machine.travel(timezone.now() + LIFETIME, tick=False):
            deliver_all()
        self.assertEqual((len(mail.outbox), Notification.objects.get().state), (0, "dropped"))

    def test_a_code_that_opens_no_space_gets_none(self):
        resident = Resident()
        resident.answers("who")
        self.asks(read_access_code(noted_code(resident)).locator)
        self.asks(new_access_code().locator)
        self.assertEqual(self.works(), 0)
        self.assertEqual(AskedLink.objects.count(), 0)

    def test_it_is_audited_and_staff_see_that_it_went_out(self):
        self.link()
        event = AuditEvent.objects.filter(verb="create").order_by("-pk").first()
        self.assertEqual((event.actor_id, event.object_id), (None, str(Notification.objects.get().pk)))
        self.assertEqual(Notification.objects.get().name, "Entry link")


class OpeningTests(LinkTestCase):
    @pytest.mark.proves("UX-32")
    def test_it_opens_the_space_once_on_any_device(self):
        link, client = self.link(), Client()
        self.assertEqual(self.opens(link, client=client)["Location"], "/es/my/status/")
        self.assertEqual(client.get("/es/my/status/").status_code, 200)
        self.assertEqual(self.opens(link)["Location"], "/es/my/?refusal=link")
        self.assertEqual(EntryLink.objects.count(), 0)

    @pytest.mark.proves("UX-32")
    def test_looking_at_it_uses_nothing_up(self):
        link = self.link()
        for method in ("get", "head", "options"):
            with CaptureQueriesContext(connection) as queries:
                getattr(Client(), method)(link)
            self.assertFalse([query for query in queries if "entrylink" in query["sql"]])
        self.assertEqual(self.opens(link)["Location"], "/es/my/status/")

    @pytest.mark.proves("G9")
    def test_used_unknown_over_replaced_and_foreign_get_the_same_answer_and_lead_to_the_door(self):
        used = self.link()
        self.opens(used)
        answers = {repr(whole(self.opens(used)))}
        link = self.link()
        answers.add(repr(whole(self.opens(link, self.locator(self.employee)))))
        answers.add(repr(whole(self.opens(link, new_access_code().locator))))
        for secret in ("x" * 22, "x" * 10_000, "%00", "%ff", "7KQM"):
            answers.add(repr(whole(self.opens(f"/es/my/link/{secret}/"))))
        with time_machine.travel(timezone.now() + LIFETIME, tick=False):
            answers.add(repr(whole(self.opens(link))))
        code_for(self.community, self.staff)
        answers.add(repr(whole(self.opens(link))))
        self.assertEqual(len(answers), 1)
        self.assertContains(Client().get("/es/my/?refusal=link"), 'role="status"')

    def test_a_newer_link_ends_the_one_before(self):
        first, second = self.link(), self.link()
        self.assertEqual(self.opens(first)["Location"], "/es/my/?refusal=link")
        self.assertEqual(self.opens(second)["Location"], "/es/my/status/")

    @pytest.mark.proves("G9")
    def test_the_first_half_can_be_tried_five_times_and_the_link_is_shut_then(self):
        link = self.link()
        for _ in range(PER_LINK.most):
            self.opens(link, new_access_code().locator)
        self.assertEqual(self.opens(link)["Location"], "/es/my/?refusal=link")

    def test_a_slip_costs_no_try(self):
        link = self.link()
        for typed in NO_CODES:
            self.assertEqual(self.opens(link, typed)["Location"], f"{link}?refusal=slip")
        self.assertEqual(self.opens(link)["Location"], "/es/my/status/")

    @pytest.mark.proves("G11")
    def test_coming_in_signs_out_whoever_was_signed_in_and_is_recorded(self):
        client = Client()
        client.force_login(self.staff)
        self.opens(self.link(), client=client)
        self.assertEqual(
            sorted(client.session.keys()), ["participant_came_at", "participant_code", "participant_seen_at"]
        )
        self.assertEqual(client.session["participant_code"], ParticipantCode.objects.get().pk)
        self.assertTrue(AuditEvent.objects.filter(verb="resume").exists())

    def test_a_double_click_ends_in_the_space(self):
        link, client = self.link(), Client()
        self.opens(link, client=client)
        self.assertRedirects(
            client.get(self.opens(link, client=client)["Location"]), "/es/my/status/", fetch_redirect_response=False
        )

    def test_asking_and_opening_leave_the_tries_at_the_code_alone(self):
        self.opens(self.link())
        for _ in range(PER_CODE.most):
            self.assertIsNone(PER_CODE.count(self.first))
