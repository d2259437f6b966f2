"""What a code opens, what it costs to find out, and how often one may try."""

import threading
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from intake.exceptions import CodeOpensNothing, TryLater
from intake.models import Draft, DraftHolder, ParticipantCode
from intake.services import code as service
from intake.services.code import code_to_show, give_code, resume
from intake.services.draft import open_draft, read_draft, save_answers
from intake.services.referral import ReferralInput, send_draft
from intake.tokens import new_browser_secret, new_draft_id
from portal.common.access_codes import AccessCode, new_access_code, read_access_code
from portal.common.crypto import stretching
from portal.common.crypto.stretching import turn

HERE, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"
ANSWERS = {"name": {"typed": {"name": ["Rosa"]}, "stands": True}}


class CodeTestCase(TestCase):
    def setUp(self):
        self.secret = new_browser_secret()
        self.draft = open_draft(new_draft_id(self.secret), self.secret)
        save_answers(self.draft, ANSWERS)
        give_code(self.draft)
        self.code = read_access_code(self.draft.code)

    def comes_back(self, code=None, place=HERE, secret=None):
        return resume(code or self.code, place=place, browser_secret=secret or new_browser_secret())

    def sends(self):
        data = ReferralInput(submission_key=self.draft.id, language="en", path="self", answers={})
        return send_draft(self.draft, data)

    @property
    def wrong(self):
        return AccessCode(self.code.locator, new_access_code().secret)

    @property
    def unknown(self):
        return AccessCode(new_access_code().locator, self.code.secret)


class RightCodeTests(CodeTestCase):
    def test_it_makes_another_browser_a_holder_with_all_answers(self):
        secret = new_browser_secret()
        self.assertEqual(self.comes_back(secret=secret), self.draft)
        self.assertEqual(read_draft(self.draft.id, secret).answers, ANSWERS)
        self.assertEqual(read_draft(self.draft.id, self.secret).answers, ANSWERS)

    def test_a_draft_has_one_code_however_often_it_is_asked_for(self):
        give_code(self.draft)
        give_code(read_draft(self.draft.id, self.secret))
        self.assertEqual(ParticipantCode.objects.count(), 1)
        self.assertEqual(read_access_code(read_draft(self.draft.id, self.secret).code), self.code)

    def test_the_code_that_a_second_device_sees_is_the_same(self):
        secret = new_browser_secret()
        self.comes_back(secret=secret)
        self.assertEqual(read_draft(self.draft.id, secret).code, self.code.text)

    def test_sending_hands_it_over_to_the_referral_and_keeps_no_key(self):
        referral = self.sends()
        row = referral.codes.get()
        self.assertEqual((row.locator, bytes(row.key), row.draft), (self.code.locator, b"", None))
        self.assertEqual(code_to_show(read_draft(self.draft.id, self.secret)), self.code.text)

    def test_after_sending_it_still_leads_to_the_receipt_on_another_device(self):
        self.sends()
        secret = new_browser_secret()
        self.assertTrue(self.comes_back(secret=secret).is_sent)
        there = read_draft(self.draft.id, secret)
        self.assertTrue(there.is_sent)
        self.assertEqual((there.answers, code_to_show(there)), ({}, ""))

    def test_sending_gives_one_to_a_person_who_had_none(self):
        draft = open_draft(new_draft_id(self.secret), self.secret)
        data = ReferralInput(submission_key=uuid4(), language="en", path="self", answers={})
        referral = send_draft(draft, data)
        code = read_access_code(code_to_show(read_draft(draft.id, self.secret)))
        self.assertEqual(referral.codes.get().locator, code.locator)
        self.assertEqual(self.comes_back(code), draft)

    def test_a_day_after_sending_it_is_not_shown_any_more(self):
        self.sends()
        with time_machine.travel(self.draft.referral.received_at + timedelta(hours=23), tick=False):
            self.assertEqual(code_to_show(read_draft(self.draft.id, self.secret)), self.code.text)
        with time_machine.travel(self.draft.referral.received_at + timedelta(days=1), tick=False):
            self.assertEqual(code_to_show(read_draft(self.draft.id, self.secret)), "")


class RefusedCodeTests(CodeTestCase):
    def expire(self):
        Draft.objects.update(expires_at=self.draft.created_at)

    @pytest.mark.proves("UX-32", "G9")
    def test_wrong_unknown_expired_and_purged_are_one_refusal(self):
        for name in ("wrong", "unknown"):
            with pytest.raises(CodeOpensNothing):
                self.comes_back(getattr(self, name))
        self.expire()
        with pytest.raises(CodeOpensNothing):
            self.comes_back()
        Draft.objects.all().delete()
        with pytest.raises(CodeOpensNothing):
            self.comes_back()
        self.assertFalse(DraftHolder.objects.exists())

    def work_of(self, code):
        """The Argon2 derivations and the statements that a refusal takes, without the values in them."""
        with (
            mock.patch.object(stretching, "Argon2id", wraps=Argon2id) as argon2,
            CaptureQueriesContext(connection) as queries,
            pytest.raises(CodeOpensNothing),
        ):
            self.comes_back(code, place=new_browser_secret())
        verbs = [query["sql"].split(" FROM ")[0].split(" VALUES")[0] for query in queries]
        made = [call[0] for call in argon2.mock_calls]
        return made, [verb for verb in verbs if not verb.startswith(("SAVEPOINT", "RELEASE", "UPDATE"))], len(verbs)

    @pytest.mark.proves("UX-32", "G9")
    def test_every_refusal_costs_the_same_work(self):
        unknown = self.work_of(self.unknown)
        self.assertEqual(unknown[0], ["verify_phc_encoded"])
        self.assertEqual(self.work_of(self.unknown), unknown)
        self.assertEqual(self.work_of(self.wrong)[:1], unknown[:1])
        other = ParticipantCode.objects.get()
        for name, code in (("wrong", self.wrong), ("expired", self.code)):
            # A locator that nobody tried before, as in the first case.
            other.locator = new_access_code().locator
            other.save()
            if name == "expired":
                self.expire()
            with self.subTest(name):
                self.assertEqual(self.work_of(AccessCode(other.locator, code.secret)), unknown)


class LimitTests(CodeTestCase):
    def fail(self, code=None, place=HERE):
        with pytest.raises(CodeOpensNothing):
            self.comes_back(code or self.wrong, place)

    @pytest.mark.proves("UX-32", "G9")
    def test_the_eleventh_try_at_one_code_waits_and_says_how_long(self):
        with time_machine.travel("2026-03-04T10:00:00Z", tick=False) as clock:
            Draft.objects.update(expires_at="2026-03-18T10:00:00Z")
            for _ in range(10):
                self.fail()
                clock.shift(60)
            for code in (self.wrong, self.code):
                with pytest.raises(TryLater) as refused:
                    self.comes_back(code, ELSEWHERE)
                self.assertEqual(refused.value.wait, timedelta(minutes=50))
            # Trying on meanwhile does not make it longer.
            clock.shift(50 * 60)
            self.assertEqual(self.comes_back(), self.draft)

    @pytest.mark.proves("G9")
    def test_a_code_that_nobody_has_waits_as_one_that_somebody_has(self):
        unknown = self.unknown
        for _ in range(10):
            self.fail(unknown)
        with pytest.raises(TryLater):
            self.comes_back(unknown)

    @pytest.mark.proves("UX-32", "G9")
    def test_a_neighbour_with_a_right_code_gets_in_from_an_address_full_of_tries(self):
        with mock.patch.object(service, "PER_PLACE", service.Limit("resume.place", 3, timedelta(hours=1))):
            for _ in range(8):
                self.fail(new_access_code())
            self.assertEqual(self.comes_back(), self.draft)

    @pytest.mark.proves("G9")
    def test_a_crowd_at_one_address_does_not_queue_and_others_do(self):
        patience = []

        def watched(seconds=-1):
            patience.append(seconds)
            return turn(seconds)

        crowd = service.Limit("resume.place", 2, timedelta(hours=1))
        with mock.patch.object(service, "PER_PLACE", crowd), mock.patch.object(service, "turn", watched):
            for place in (HERE, HERE, HERE, ELSEWHERE):
                self.fail(new_access_code(), place)
        self.assertEqual(patience, [2.0, 2.0, 0, 2.0])

    def test_while_others_are_at_it_a_person_is_asked_back_and_loses_no_try(self):
        with (
            mock.patch.object(service, "PATIENCE", 0.01),
            mock.patch.object(service.PER_CODE.__class__, "count") as count,
        ):
            count.return_value = None
            held, done = threading.Event(), threading.Event()

            def others():
                with turn():
                    held.set()
                    done.wait(5)

            thread = threading.Thread(target=others)
            thread.start()
            held.wait(5)
            with pytest.raises(TryLater) as refused:
                self.comes_back()
            done.set()
            thread.join()
        self.assertEqual(refused.value.wait, timedelta(minutes=1))
        self.assertEqual([call.args[-1] for call in count.mock_calls], [HERE])

    def test_the_counts_name_neither_the_code_nor_the_place(self):
        self.fail()
        with connection.cursor() as cursor:
            cursor.execute("SELECT subject FROM intake_trycount")
            stored = str(cursor.fetchall())
        for name in (self.code.locator, HERE, HERE[:-3]):
            self.assertNotIn(name, stored)

    def test_the_days_of_a_draft_do_not_slide(self):
        begun = self.draft.expires_at
        last_day = localtime(self.draft.created_at) + timedelta(days=settings.DRAFT_DAYS)
        self.assertEqual(localtime(begun).date(), last_day.date())
        with time_machine.travel(self.draft.created_at + timedelta(days=3)):
            self.comes_back()
            save_answers(open_draft(self.draft.id, self.secret), ANSWERS)
        self.assertEqual(Draft.objects.get().expires_at, begun)
