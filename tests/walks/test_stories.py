"""The demo's stories, played through the services that staff and participants use: each ends where it should, and the
City learns of it what it may."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from intake.constants import ENDED, CaseState
from intake.management.demo.play import Player
from intake.management.demo.stories import STORIES
from intake.models import Case, CaseEvent, ClosureNotice, Duty, Notification, Referral, Session
from portal.common.models import User
from tests.base import signed_in
from tests.letters import letters_ready

ENDS = {
    "received": CaseState.RECEIVED,
    "received-late": CaseState.RECEIVED,
    "doubts": CaseState.RECEIVED,
    "screening": CaseState.SCREENING,
    "flags": CaseState.SCREENING,
    "question": CaseState.INFO_NEEDED,
    "city-review": CaseState.CITY_REVIEW,
    "bias": CaseState.CITY_REVIEW,
    "eligible": CaseState.ELIGIBLE,
    "asking": CaseState.CONSENT,
    "city-referral": CaseState.CONSENT,
    "choosing": CaseState.MEDIATOR_ASSIGN,
    "mediator-asked": CaseState.MEDIATOR_ASSIGN,
    "preparing": CaseState.PREMEDIATION,
    "scheduled": CaseState.SCHEDULED,
    "held": CaseState.SESSION_HELD,
    "reported": CaseState.OUTCOME,
    "following": CaseState.FOLLOW_UP,
    "closed": CaseState.CLOSED,
    "closed-unresolved": CaseState.CLOSED,
    "declined": CaseState.NOT_MEDIATED,
    "ineligible": CaseState.INELIGIBLE,
    "unreachable": CaseState.UNREACHABLE,
    "withdrawn": CaseState.WITHDRAWN,
    "on-hold": CaseState.ON_HOLD,
    "by-phone": CaseState.SCREENING,
    "internal": CaseState.MEDIATOR_ASSIGN,
}


class StoriesTest(TestCase):
    settings_of_the_demo = override_settings(DEMO_ACCOUNTS_ALLOWED=True)

    @classmethod
    def setUpTestData(cls):
        letters_ready()
        with cls.settings_of_the_demo:
            call_command("seed_demo")

    def case(self, key):
        return Case.objects.get(referral__submission_key=Player.key_of(key))

    def test_each_story_ends_where_it_should(self):
        ends = {story.key: self.case(story.key).state for story in STORIES}
        self.assertEqual(ends, {key: state.value for key, state in ENDS.items()})

    def test_they_stand_in_every_kind_of_state(self):
        self.assertEqual(set(CaseState) - set(ENDS.values()), {CaseState.DUPLICATE, CaseState.SERIOUS_REFERRED})

    def test_playing_them_again_changes_nothing(self):
        before = (Case.objects.count(), CaseEvent.objects.count(), Notification.objects.count())
        with self.settings_of_the_demo:
            call_command("seed_demo")
        self.assertEqual((Case.objects.count(), CaseEvent.objects.count(), Notification.objects.count()), before)

    def test_the_past_lies_in_the_past_and_sessions_to_come_lie_ahead(self):
        self.assertFalse(CaseEvent.objects.filter(at__gt=timezone.now()).exists())
        self.assertTrue(Session.objects.filter(state="confirmed", starts_at__gt=timezone.now()).exists())

    def test_they_tell_of_several_officers_and_days_each_before_its_request(self):
        referrals = Referral.objects.filter(submission_key__in=[Player.key_of(story.key) for story in STORIES])
        officers = {referral.answers.get("employee_name") for referral in referrals}
        self.assertGreaterEqual(len(officers), 10)
        for referral in referrals:
            happened = date.fromisoformat(referral.answers["happened_on"])
            self.assertLessEqual(timedelta(days=7), timezone.localdate(referral.received_at) - happened)

    def test_a_letter_is_sent_when_it_was_due_and_nothing_waits_that_the_worker_could_send(self):
        self.assertFalse(Notification.objects.to_send(timezone.now()).exists())
        sent = Notification.objects.filter(case=self.case("closed"), state="sent")
        self.assertTrue(sent.exists())
        self.assertLess(max(sent.values_list("sent_at", flat=True)), timezone.now() - timedelta(days=10))

    def test_every_open_case_has_something_to_do_and_no_ended_one_does_but_what_outlives_it(self):
        for story in STORIES:
            case = self.case(story.key)
            with self.subTest(story.key):
                if case.state in ENDED:
                    kinds = set(Duty.objects.filter(case=case).open().values_list("kind", flat=True))
                    self.assertLessEqual(kinds, {"return_to_psu", "post_letter", "call_party"})
                else:
                    self.assertTrue(case.next_duty)

    @pytest.mark.proves("G1")
    def test_the_city_learns_one_code_of_ended_cases_that_it_knows_and_nothing_of_others(self):
        told = {notice.case_id: notice.code for notice in ClosureNotice.objects.all()}
        expected = {
            "closed": "COMPLETED_RESOLVED",
            "closed-unresolved": "COMPLETED_NOT_RESOLVED",
            "declined": "NOT_MEDIATED",
            "withdrawn": "NOT_MEDIATED",
        }
        self.assertEqual(told, {self.case(key).pk: code for key, code in expected.items()})

    def test_a_filed_complaint_that_was_not_mediated_goes_back(self):
        returned = Duty.objects.filter(kind="return_to_psu").open()
        self.assertEqual([duty.case_id for duty in returned], [self.case("withdrawn").pk])

    def test_the_city_reads_the_same_words_about_a_case_that_one_side_declined_and_one_that_was_withdrawn(self):
        page = signed_in(self.liaison()).get("/admin/city/").content.decode()
        for key in ("declined", "withdrawn"):
            self.assertIn(str(self.case(key)), page)
        self.assertNotIn(str(self.case("ineligible")), page)

    def liaison(self):
        return User.objects.get(email="liaison@demo.example")
