"""A side asks us to delete: it steps back at once, a person deletes, and the other side sees an ordinary stop."""

import re
from datetime import timedelta

import pytest
from django.test import Client, TestCase
from django.utils import timezone

from intake.constants import CaseState, ConsentState, DutyKind
from intake.models import CaseEvent, Consent, Duty, Notification
from intake.services.consent import withdraw_party
from intake.services.erasure import ask_erasure
from intake.services.policy import change_rule
from portal.common.dates import long_date
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import NO, asking, says, sides_of
from tests.intake.spaces import in_space
from tests.intake.views.test_space import STATUS, main_of
from tests.sessions import a_mediator, a_place, a_scheduled_case, another

DELETE = "/en/my/delete/"
# What differs between two pages anyway: ids, and the seconds that are left.
OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=data-seconds=\")\d+")


class DeleteTests(TestCase):
    def setUp(self):
        self.staff, self.lead = person(Role.ADMINISTRATOR), person(Role.LEAD)
        self.case, self.community, self.employee = asking(self.staff)
        self.client = in_space(self.community, self.staff)

    def duties(self, party=None):
        return Duty.objects.open().filter(kind=DutyKind.ERASE, party=party or self.community)

    def track(self, party=None):
        return Consent.objects.get(party=party or self.community).state

    @pytest.mark.proves("UX-47")
    def test_it_says_what_goes_what_stays_and_by_when_and_a_get_changes_nothing(self):
        change_rule(self.lead, "erasure_days", 12)
        before = AuditEvent.objects.count()
        main = main_of(self.client.get(DELETE))
        self.assertIn(long_date(timezone.localdate() + timedelta(days=12)), main.text)
        said = ("Two people from the program", "What is deleted", "What stays, and why", "at least 5 years")
        for words in ("You stop at once", *said):
            self.assertIn(words, main.text)
        self.assertEqual((self.duties().count(), AuditEvent.objects.count()), (0, before))
        self.assertEqual(self.track(), ConsentState.INVITED)

    def test_one_confirmation_stops_and_asks_somebody_to_delete_and_twice_is_once(self):
        for _ in range(2):
            self.assertRedirects(self.client.post(DELETE), f"{DELETE}?done=asked")
        (duty,) = self.duties()
        self.assertEqual(duty.due_on, timezone.localdate() + timedelta(days=30))
        self.assertEqual(self.track(), ConsentState.WITHDRAWN)
        self.assertEqual(CaseEvent.objects.filter(move="own_erasure", reason="community").count(), 1)
        main = main_of(self.client.get(f"{DELETE}?done=asked"))
        self.assertIn(f"You asked us to delete on {long_date(timezone.localdate())}", main.text)
        self.assertIn(f"Two people from the program do it by {long_date(duty.due_on)} at the latest", main.text)
        self.assertIsNone(main.find("button", string="Yes, delete it"))
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertContains(page, "Delete what the rules let us delete: community member")
        self.assertContains(page, f'href="/admin/cases/{self.case.pk}/erase/community/"')

    def test_a_case_that_stands_ends_and_the_duty_outlives_it(self):
        case, _ = a_scheduled_case(self.staff, a_mediator(), a_place())
        community, _ = sides_of(case)
        in_space(community, self.staff).post(DELETE)
        case.refresh_from_db()
        self.assertEqual(case.state, CaseState.WITHDRAWN)
        self.assertTrue(self.duties(community).exists())

    def test_where_there_is_nothing_to_step_back_from_it_is_only_asked(self):
        says(self.community, NO)
        self.assertNotContains(self.client.get(DELETE), "You stop at once")
        self.client.post(DELETE)
        self.assertEqual((self.track(), self.duties().count()), (NO, 1))

    def test_the_side_that_did_not_ask_deletes_what_we_have_about_it(self):
        client = in_space(self.employee, self.staff)
        self.assertContains(client.get(STATUS), "Delete what you have about me")
        main = main_of(client.get(DELETE))
        self.assertIn("what the other side told us", main.text)
        self.assertNotIn("your request", main.text)
        client.post(DELETE)
        self.assertEqual((self.duties(self.employee).count(), self.duties().count()), (1, 0))
        self.assertEqual(self.track(self.employee), ConsentState.WITHDRAWN)

    @pytest.mark.proves("G1")
    def test_the_other_side_can_not_tell_it_from_stepping_back(self):
        seen = []
        for ends in (withdraw_party, ask_erasure):
            mediator = a_mediator(another(Role.MEDIATOR, ends.__name__.replace("_", "-")))
            case, _ = a_scheduled_case(self.staff, mediator, a_place())
            community, employee = sides_of(case)
            client = in_space(employee, self.staff)
            ends(community)
            pages = [OWN.sub("", str(main_of(client.get(f"/en/my/{page}/")))) for page in ("status", "details")]
            letters = Notification.objects.filter(party=employee).order_by("letter").values_list("letter", "state")
            seen.append((pages, list(letters)))
        self.assertEqual(seen[0], seen[1])

    def test_without_a_code_nothing_is_asked(self):
        self.assertRedirects(Client().post(DELETE), "/en/my/?refusal=over")
        self.assertFalse(Duty.objects.filter(kind=DutyKind.ERASE).exists())
