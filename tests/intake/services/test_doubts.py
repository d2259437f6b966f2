"""A request that the spam checks marked, once a person has looked at it."""

from django.core import mail
from django.test import TestCase

from intake.exceptions import CaseChanged, CaseNotHere
from intake.services.doubts import clear_doubts
from portal.common.languages import BY_CODE
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person
from tests.cases import a_case
from tests.letters import deliver_all


class ClearDoubtsTests(TestCase):
    def setUp(self):
        self.administrator = person(Role.ADMINISTRATOR)

    def doubtful(self, **more):
        return a_case(doubts=("trap", "fast"), **more)

    def clears(self, case, **more):
        """Says that the request is in order; then the worker sends what waits."""
        found = clear_doubts(case.id, user=more.pop("user", self.administrator), **more)
        deliver_all()
        return found

    def test_who_looked_and_when_is_kept_and_what_the_checks_found_stays(self):
        case = self.doubtful()
        self.clears(case)
        case.refresh_from_db()
        self.assertFalse(case.has_doubts)
        self.assertEqual(case.checked_by, self.administrator)
        self.assertIsNotNone(case.checked_at)
        self.assertEqual((case.referral.doubts, case.version), (["trap", "fast"], 2))

    def test_the_receipt_that_was_held_back_is_mailed_in_the_language_of_the_request(self):
        for language in BY_CODE:
            case = self.doubtful(language=language)
            deliver_all()
            self.assertEqual(mail.outbox, [])
            self.clears(case)
            (message,) = mail.outbox
            self.assertEqual(message.to, ["rosa@example.org"])
            self.assertIn(f"/{language}/", message.body)
            mail.outbox.clear()

    def test_nothing_is_mailed_where_no_address_was_given(self):
        self.clears(self.doubtful(answers={"email": ""}))
        self.assertEqual(mail.outbox, [])

    def test_pressing_twice_mails_and_records_once(self):
        case = self.doubtful()
        for _ in range(2):
            self.clears(case, version=1)
        self.assertEqual(len(mail.outbox), 1)
        self.assertEqual(AuditEvent.objects.filter(verb="approve", object_id=str(case.pk)).count(), 1)

    def test_it_is_recorded_who_did_it(self):
        case = self.doubtful()
        self.clears(case)
        entry = AuditEvent.objects.get(verb="approve", object_id=str(case.pk))
        self.assertEqual((entry.actor_id, entry.fields), (self.administrator.pk, ["has_doubts"]))

    def test_a_case_without_doubts_stays_as_it_is(self):
        case = a_case()
        self.clears(case)
        case.refresh_from_db()
        self.assertEqual((case.checked_at, case.version, len(mail.outbox)), (None, 1, 0))

    def test_who_looked_at_an_older_version_changes_nothing(self):
        case = self.doubtful()
        with self.assertRaises(CaseChanged):
            self.clears(case, version=7)
        case.refresh_from_db()
        self.assertTrue(case.has_doubts)
        self.assertEqual(mail.outbox, [])

    def test_a_stranger_finds_no_case(self):
        case = self.doubtful()
        for user in (person(Role.LIAISON), person(Role.MEDIATOR), person()):
            with self.assertRaises(CaseNotHere):
                self.clears(case, user=user)
