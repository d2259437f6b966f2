"""What goes when its time is up, and what stays."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_default_timezone

from intake.models import Draft, DraftHolder, ParticipantCode, Referral, TryCount
from intake.services.purge import Purged, purge_drafts
from portal.common.access_codes import new_access_code
from tests.base import STEPS, Resident
from tests.intake.coming_back import noted_code, types

BEGUN = datetime(2026, 3, 4, 18, tzinfo=UTC)
LAST_MOMENT = datetime(2026, 3, 18, 23, 59, 59, tzinfo=get_default_timezone())
MOMENT = timedelta(seconds=1)


class PurgeTests(TestCase):
    def begun_at(self, moment, *, sent=False):
        with time_machine.travel(moment, tick=False):
            resident = Resident()
            noted_code(resident)
            if sent:
                resident.sends()
        return resident

    @pytest.mark.proves("UX-33")
    def test_a_draft_goes_when_its_days_are_over_and_not_a_moment_before(self):
        old, young = self.begun_at(BEGUN), self.begun_at(BEGUN + timedelta(days=1))
        self.assertEqual(purge_drafts(LAST_MOMENT - MOMENT).unsent, 0)
        self.assertEqual(Draft.objects.count(), 2)
        self.assertEqual(purge_drafts(LAST_MOMENT).unsent, 1)
        self.assertEqual([draft.id for draft in Draft.objects.all()], [young.draft])
        self.assertEqual([holder.draft_id for holder in DraftHolder.objects.all()], [young.draft])
        self.assertEqual([code.draft_id for code in ParticipantCode.objects.all()], [young.draft])
        self.assertNotEqual(old.draft, young.draft)

    @pytest.mark.proves("UX-33", "UX-34")
    def test_until_then_it_opens_and_from_then_on_it_does_not_even_before_the_purge(self):
        resident = self.begun_at(BEGUN)
        for moment, status in ((LAST_MOMENT - MOMENT, 200), (LAST_MOMENT, 404)):
            with time_machine.travel(moment, tick=False):
                resident.client.cookies.pop("sessionid", None)
                for page in (STEPS[0], "code"):
                    self.assertEqual(resident.opens(page).status_code, status)

    def test_a_second_run_finds_nothing_and_harms_nothing(self):
        self.begun_at(BEGUN)
        purge_drafts(LAST_MOMENT)
        self.assertEqual(purge_drafts(LAST_MOMENT), Purged(0, 0, 0, 0))

    def test_what_was_sent_stays_with_its_code_and_only_its_empty_draft_goes(self):
        self.begun_at(BEGUN, sent=True)
        self.assertEqual(purge_drafts(LAST_MOMENT), Purged(unsent=0, sent=1, codes=0, tries=0))
        self.assertFalse(Draft.objects.exists())
        self.assertEqual(Referral.objects.get().codes.count(), 1)

    def test_the_address_of_a_request_that_was_sent_never_begins_another(self):
        resident = self.begun_at(BEGUN, sent=True)
        purge_drafts(LAST_MOMENT)
        for response in (resident.opens(STEPS[0]), resident.answers(STEPS[0]), resident.opens("receipt")):
            self.assertEqual(response.status_code, 404)
        self.assertFalse(Draft.objects.exists())

    def test_the_copy_of_a_code_for_the_receipt_goes_a_day_after_sending(self):
        self.begun_at(BEGUN, sent=True)
        self.assertEqual(purge_drafts(BEGUN + timedelta(hours=23)).codes, 0)
        self.assertEqual(purge_drafts(BEGUN + timedelta(days=1)).codes, 1)
        self.assertEqual(bytes(Draft.objects.get().sealed_code), b"")

    def test_counts_of_tries_go_after_their_hour(self):
        with time_machine.travel(BEGUN, tick=False):
            types(new_access_code().text)
        self.assertEqual(TryCount.objects.count(), 2)
        self.assertEqual(purge_drafts(BEGUN + timedelta(minutes=59)).tries, 0)
        self.assertEqual(purge_drafts(BEGUN + timedelta(hours=1)).tries, 2)

    def test_it_takes_as_many_statements_for_many_drafts_as_for_one(self):
        def statements():
            with CaptureQueriesContext(connection) as queries:
                purge_drafts(LAST_MOMENT)
            return len(queries)

        self.begun_at(BEGUN)
        one = statements()
        for _ in range(5):
            self.begun_at(BEGUN)
        self.assertEqual(statements(), one)

    @pytest.mark.proves("UX-33")
    def test_the_command_says_how_many(self):
        self.begun_at(BEGUN)
        said = StringIO()
        with time_machine.travel(LAST_MOMENT, tick=False):
            call_command("purge_drafts", stdout=said)
        self.assertIn("Deleted 1 unsent drafts", said.getvalue())
