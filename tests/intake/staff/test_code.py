"""Staff give a side a new code after a check who it is."""

from django.test import TestCase

from intake.models import Case, Consent, ParticipantCode
from portal.common.access_codes import read_access_code
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.intake.services.consents import asking
from tests.intake.spaces import comes_in


class NewCodeTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.url = f"/admin/cases/{self.case.pk}/code/employee/"

    def makes_one(self, url=None):
        page = signed_in(self.staff).post(url or self.url, {"is_checked": "on"})
        self.assertEqual(page.status_code, 200)
        text = page.content.decode().partition('<p class="new-code" dir="ltr"><strong>')[2].partition("<")[0]
        self.assertIsNotNone(read_access_code(text))
        return text

    def test_it_is_shown_once_opens_the_sides_own_space_and_is_stored_nowhere(self):
        code = self.makes_one()
        self.assertEqual(comes_in(code)["Location"], "/en/my/status/")
        row = ParticipantCode.objects.get()
        self.assertEqual((row.party, row.referral), (self.employee, self.case.referral))
        self.assertNotIn(read_access_code(code).secret, repr(ParticipantCode.objects.values()))
        self.assertNotContains(signed_in(self.staff).get(self.url), code)

    def test_a_new_one_ends_the_one_before(self):
        first = self.makes_one()
        second = self.makes_one()
        self.assertEqual(comes_in(first)["Location"], "/en/my/?refusal=closed")
        self.assertEqual(comes_in(second)["Location"], "/en/my/status/")

    def test_it_is_recorded_without_the_code(self):
        code = self.makes_one()
        event = AuditEvent.objects.filter(verb="create").order_by("-pk").first()
        self.assertEqual(event.actor_id and event.fields, ["party"])
        self.assertNotIn(code, repr(AuditEvent.objects.values()))

    def test_without_the_check_there_is_none(self):
        self.assertContains(signed_in(self.staff).post(self.url), "Make sure that it is the right person first.")
        self.assertEqual(ParticipantCode.objects.count(), 0)

    def test_a_side_that_was_not_asked_yet_gets_none_for_it_may_not_know(self):
        case = a_case()
        client = signed_in(self.staff)
        self.assertEqual(client.get(f"/admin/cases/{case.pk}/code/employee/").status_code, 404)
        self.assertEqual(client.post(f"/admin/cases/{case.pk}/code/employee/", {"is_checked": "on"}).status_code, 404)
        self.makes_one(f"/admin/cases/{case.pk}/code/community/")
        self.assertNotContains(client.get(f"/admin/cases/{case.pk}/consent/"), "Give the police employee a new code")
        Consent.objects.filter(party__case=case).update(invited_at=Case.objects.get(pk=case.pk).received_at)
        self.assertContains(client.get(f"/admin/cases/{case.pk}/consent/"), "Give the police employee a new code")
