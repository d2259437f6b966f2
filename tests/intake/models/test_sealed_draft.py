"""Who can read an unsent request: its holders, and nobody who has the database and the program's keys."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, TestCase

from intake.models import Draft, DraftHolder, ParticipantCode
from intake.services.code import give_code
from intake.services.draft import hold_draft, open_draft, read_draft, save_answers
from intake.services.referral import ReferralInput, submit_referral
from intake.tokens import new_browser_secret, new_draft_id
from portal.common.crypto.keyset import CannotDecryptError
from tests.base import STEPS, Resident
from tests.intake.coming_back import everything_the_keyset_opens, noted_code, opened, types
from tests.intake.test_canaries import CANARIES, disguises, everything_stored, with_canaries

ANSWERS = {"name": {"typed": {"name": ["Ռոզա"]}, "stands": True}}


def a_draft(secret, answers=ANSWERS):
    draft = open_draft(new_draft_id(secret), secret)
    save_answers(draft, answers)
    return draft


class SealedDraftTests(TestCase):
    def setUp(self):
        self.secret = new_browser_secret()
        self.draft = a_draft(self.secret)

    def test_its_holder_reads_what_was_kept(self):
        self.assertEqual(read_draft(self.draft.id, self.secret).answers, ANSWERS)

    def test_the_row_alone_opens_for_nobody(self):
        row = Draft.objects.get()
        for forbidden in (lambda: row.answers, lambda: setattr(row, "answers", ANSWERS)):
            with pytest.raises(AssertionError):
                forbidden()

    def test_the_key_of_one_draft_opens_no_other(self):
        other = a_draft(self.secret)
        row = Draft.objects.get(id=self.draft.id)
        row.key = other.key
        with pytest.raises(CannotDecryptError):
            row.answers  # noqa: B018

    def test_a_wrapped_key_that_was_copied_to_another_draft_or_browser_opens_nothing(self):
        other_secret = new_browser_secret()
        other = a_draft(other_secret)
        DraftHolder.objects.filter(draft=other).update(key=DraftHolder.objects.get(draft=self.draft).key)
        with pytest.raises(CannotDecryptError):
            read_draft(other.id, other_secret)

    def test_two_browsers_hold_one_draft_and_both_can_write(self):
        other_secret = new_browser_secret()
        hold_draft(self.draft, other_secret)
        hold_draft(self.draft, other_secret)
        save_answers(open_draft(self.draft.id, other_secret), {"account": {"typed": {}, "stands": False}})
        for secret in (self.secret, other_secret):
            self.assertEqual(list(read_draft(self.draft.id, secret).answers), ["account"])
        self.assertEqual(DraftHolder.objects.count(), 2)

    def test_a_code_belongs_to_a_draft_or_to_a_referral_and_never_to_neither(self):
        give_code(self.draft)
        referral = submit_referral(ReferralInput(submission_key=uuid.uuid4(), language="en", path="self", answers={}))
        for changes in ({"draft": None}, {"referral": referral}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ParticipantCode.objects.update(**changes)


class StolenDatabaseTests(TestCase):
    """The database and the field keyset together, as staff with every right or a thief of both would have them."""

    def walk(self):
        resident = Resident("es")
        code = noted_code(resident)
        for step in STEPS[:-1]:
            resident.client.post(resident.url(step), with_canaries(step))
        return resident, code

    def found(self, text):
        return {canary for canary in CANARIES.values() for form in disguises(canary) if form.lower() in text.lower()}

    @pytest.mark.proves("UX-32", "G6")
    def test_they_do_not_reveal_an_unsent_answer(self):
        resident, code = self.walk()
        types(code, Client())
        self.assertIn("Canaryname", str(opened(resident).answers))
        self.assertEqual(self.found(everything_stored() + everything_the_keyset_opens()), set())

    def test_this_search_does_find_what_was_sent(self):
        resident, _ = self.walk()
        resident.answers("review")
        self.assertIn("Canaryname", self.found(everything_the_keyset_opens()))

    @pytest.mark.proves("G9")
    def test_they_do_not_reveal_a_code(self):
        resident, code = self.walk()
        types(code, Client())
        for sent in (False, True):
            if sent:
                resident.answers("review")
            stored = everything_stored() + everything_the_keyset_opens()
            secret = code.replace("-", "")[8:24]
            for part in (code, code[10:], secret):
                for form in disguises(part):
                    self.assertNotIn(form.lower(), stored.lower())
            self.assertIn(code[:9].replace("-", ""), stored)
