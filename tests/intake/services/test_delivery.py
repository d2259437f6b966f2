"""The worker's work on one message after the other: once, later, another way, or parked with an alarm."""

from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from intake.constants import Channel, DutyKind, LetterKind
from intake.models import Heartbeat, Notification, Party
from intake.notifications import queue_letter
from intake.rules.retries import MOST_TRIES
from intake.services import worker
from intake.services.delivery import deliver_next, finish, take_next
from intake.services.health import outbox_flows, worker_lives
from intake.services.stopping import heed
from intake.services.worker import Job, run_jobs, work_round
from portal.common.crypto import KeysetError
from portal.common.crypto.keyset_file import new_keyset
from tests.cases import a_case
from tests.letters import deliver_all

DOWN = mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError("rosa@example.org"))


def a_letter(**answers):
    party = Party.objects.select_related("case", "consent").get(case=a_case(answers=answers), has_asked=True)
    return queue_letter(party, LetterKind.CLOSED, key=str(party.pk))


class SendingTests(TestCase):
    @pytest.mark.proves("G10")
    def test_a_mail_asks_to_call_or_open_a_link_and_says_nothing_else(self):
        letter = a_letter()
        deliver_all()
        letter.refresh_from_db()
        self.assertEqual((letter.state, letter.lease_until), ("sent", None))
        (message,) = mail.outbox
        self.assertEqual(message.to, ["rosa@example.org"])
        self.assertIn("(626) 555-0100", message.body)
        self.assertIn("/es/my/", message.body)
        for word in ("Rosa", "Villanueva", "mediac", "cerrado", str(letter.case)):
            self.assertNotIn(word, f"{message.subject} {message.body} {message.from_email}")

    def test_a_text_goes_to_the_number_without_its_extension(self):
        a_letter(best_way="text", phone="+16265550142;ext=5")
        with mock.patch("intake.services.delivery.sms.send_text") as sent:
            deliver_all()
        self.assertEqual(sent.call_args.args[0].to, "+16265550142")

    @pytest.mark.proves("G15")
    def test_what_failed_waits_longer_each_time_then_is_parked_with_an_alarm_and_a_call(self):
        letter = a_letter()
        with DOWN, self.assertLogs("intake.services.delivery") as log, time_machine.travel(timezone.now()) as clock:
            for tries in range(1, MOST_TRIES + 1):
                self.assertTrue(deliver_next())
                self.assertFalse(deliver_next())
                letter.refresh_from_db()
                self.assertEqual(letter.tries, tries)
                clock.shift(timedelta(hours=2))
        self.assertEqual(letter.state, "parked")
        self.assertIn("ERROR", "".join(log.output))
        self.assertNotIn("rosa@", "".join(log.output))
        self.assertTrue(letter.case.duties.open().filter(kind=DutyKind.CALL_PARTY).exists())
        self.assertFalse(outbox_flows())

    def test_whatever_is_wrong_with_one_message_the_others_go_out(self):
        a_letter()
        bad = a_letter()
        Party.objects.filter(pk=bad.party_id).update(language="xx")
        with mock.patch("intake.services.delivery.mail_line", side_effect=[KeyError("rosa"), "A line"]):
            deliver_all()
        self.assertEqual(len(mail.outbox), 1)

    @pytest.mark.proves("G15")
    def test_a_worker_that_was_too_slow_does_not_write_over_the_one_after_it(self):
        a_letter()
        now = timezone.now()
        slow = take_next(now)
        self.assertIsNone(take_next(now))
        later = take_next(now + timedelta(minutes=6))
        self.assertEqual(later.pk, slow.pk)
        self.assertFalse(finish(slow, state="sent"))
        self.assertTrue(finish(later, state="sent"))

    def test_a_message_that_kills_its_workers_is_parked(self):
        letter = a_letter()
        Notification.objects.update(tries=MOST_TRIES, state="sending", lease_until=timezone.now() - timedelta(1))
        deliver_all()
        letter.refresh_from_db()
        self.assertEqual((letter.state, mail.outbox), ("parked", []))


class StopTests(TestCase):
    def test_stop_closes_texts_for_this_number_at_once_and_for_every_later_case(self):
        letter = a_letter(best_way="text", email="")
        self.assertEqual(letter.channel, Channel.SMS)
        heed("+16265550142", " Stop. ")
        with mock.patch("intake.services.delivery.sms.send_text") as sent:
            deliver_all()
        sent.assert_not_called()
        letter.refresh_from_db()
        self.assertEqual((letter.channel, letter.state), (Channel.PHONE, "queued"))
        self.assertTrue(letter.case.duties.open().filter(kind=DutyKind.CALL_PARTY).exists())
        self.assertTrue(Party.objects.get(pk=letter.party_id).stopped_sms)
        self.assertEqual(a_letter(best_way="text", email="").channel, Channel.PHONE)

    def test_start_opens_them_again_and_other_words_do_nothing(self):
        heed("+16265550142", "STOP")
        heed("+16265550142", "please stop by at five")
        self.assertEqual(a_letter(best_way="text", email="").channel, Channel.PHONE)
        heed("+16265550142", "start")
        self.assertEqual(a_letter(best_way="text", email="").channel, Channel.SMS)


class JobTests(TestCase):
    def test_a_job_runs_when_its_time_has_come_and_its_fault_stops_no_other(self):
        ran = []
        jobs = (
            Job("bad", timedelta(hours=1), lambda now: 1 / 0),
            Job("good", timedelta(hours=1), ran.append),
        )
        now = timezone.now()
        with self.assertLogs("intake.services.worker", "ERROR"):
            for minutes in (0, 30, 61):
                run_jobs(now + timedelta(minutes=minutes), jobs)
        self.assertEqual(len(ran), 2)
        self.assertEqual((Heartbeat.objects.get(pk="bad").failures, Heartbeat.objects.get(pk="good").failures), (2, 0))

    def test_a_round_runs_every_job_of_the_table_and_shows_that_a_worker_lives(self):
        work_round()
        self.assertEqual(
            set(Heartbeat.objects.values_list("job", flat=True)), {"deliver", *(j.name for j in worker.JOBS)}
        )
        self.assertEqual(Heartbeat.objects.filter(failures__gt=0).count(), 0)
        self.assertTrue(worker_lives())
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            self.assertFalse(worker_lives())

    def test_a_worker_with_another_databases_keyset_does_not_begin(self):
        at_once = mock.patch("intake.management.commands.work.wait_for_database", side_effect=lambda ask: ask())
        with at_once, override_settings(FIELD_KEYSET=new_keyset()), self.assertRaises(KeysetError):
            call_command("work", once=True)
        self.assertFalse(Heartbeat.objects.exists())
