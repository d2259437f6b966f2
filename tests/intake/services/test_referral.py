"""Receiving a request: all or nothing, once."""

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import TestCase
from django.utils import timezone

from intake.exceptions import ReferralIsImmutable
from intake.models import Case, CaseEvent, Referral
from intake.services.referral import ReferralInput, submit_referral
from portal.common.models import AuditEvent
from tests.letters import deliver_all


def an_input(**changes):
    given = {
        "submission_key": uuid4(),
        "language": "hy",
        "path": "self",
        "answers": {"name": "Լուսինե"},
    }
    return ReferralInput(**given | changes)


class SubmitReferralTests(TestCase):
    def test_a_referral_opens_a_case_with_its_first_event_and_an_audit_entry(self):
        referral = submit_referral(an_input())
        self.assertEqual(referral.case.state, "received")
        self.assertEqual([event.to_state for event in referral.case.events.all()], ["received"])
        entry = AuditEvent.objects.get(verb="create", object_id=str(referral.pk))
        self.assertEqual((entry.actor_kind, entry.actor_id), ("participant", None))

    def test_the_same_key_gives_the_same_referral(self):
        data = an_input()
        self.assertEqual(submit_referral(data), submit_referral(data))
        self.assertEqual((Referral.objects.count(), Case.objects.count(), CaseEvent.objects.count()), (1, 1, 1))

    def test_when_any_part_fails_nothing_is_stored(self):
        parts = ("CaseEvent.objects.create", "open_parties", "state_duties", "audit.record", "tell_received")
        for part in parts:
            with self.subTest(part), mock.patch(f"intake.services.referral.{part}", side_effect=RuntimeError):
                with pytest.raises(RuntimeError):
                    submit_referral(an_input())
                self.assertFalse(Referral.objects.exists())
                self.assertFalse(Case.objects.exists())
                self.assertFalse(AuditEvent.objects.filter(verb="create").exists())

    def test_a_reference_that_is_taken_is_drawn_again(self):
        taken = submit_referral(an_input()).reference
        reference = Referral._meta.get_field("reference")
        with mock.patch.object(reference, "_get_default", side_effect=[taken, "NEWW-NEWW"]):
            self.assertEqual(submit_referral(an_input()).reference, "NEWW-NEWW")

    def test_a_referral_never_changes(self):
        referral = submit_referral(an_input())
        referral.language = "es"
        with pytest.raises(ReferralIsImmutable):
            referral.save()

    def test_a_mail_server_that_is_down_costs_no_one_their_request(self):
        with (
            mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError("secret@example.org")),
            self.assertLogs("intake.services.delivery", "WARNING") as log,
        ):
            submit_referral(an_input(answers={"email": "secret@example.org"}))
            deliver_all()
        self.assertTrue(Referral.objects.exists())
        with time_machine.travel(timezone.now() + timedelta(minutes=5)):
            deliver_all()
        self.assertEqual([message.to for message in mail.outbox], [["secret@example.org"]])
        self.assertNotIn("secret@example.org", "".join(log.output))
