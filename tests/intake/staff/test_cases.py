"""The staff queue and the case page: who gets in, what they see, what is written down."""

from uuid import uuid4

import pytest
from django.test import Client, TestCase

from intake.models import Case, Referral
from portal.common.crypto.fields import EncryptedJSONField
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import Resident, person, signed_in


def referral():
    resident = Resident("es")
    resident.sends()
    return Case.objects.get(referral__submission_key=resident.draft)


class QueueTests(TestCase):
    def test_the_coordinator_finds_a_new_case_and_opens_it(self):
        case = referral()
        browser = signed_in(person(Role.ADMINISTRATOR))
        queue = browser.get("/admin/cases/")
        self.assertContains(queue, case.referral.reference)
        self.assertContains(queue, "Received")
        opened = browser.get(f"/admin/cases/{case.id}/")
        self.assertContains(opened, "Rosa Villanueva")
        self.assertContains(opened, "(626) 555-0142")
        self.assertContains(opened, "He would not let me finish a sentence.")

    @pytest.mark.proves("G13")
    def test_every_opening_is_audited_with_names_of_fields_and_no_values(self):
        case = referral()
        coordinator = person(Role.ADMINISTRATOR)
        browser = signed_in(coordinator)
        for _ in range(2):
            browser.get(f"/admin/cases/{case.id}/")
        reads = AuditEvent.objects.filter(verb="view", object_id=str(case.referral_id), actor_id=coordinator.pk)
        self.assertEqual(reads.count(), 2)
        private = {field.name for field in Referral._meta.fields if isinstance(field, EncryptedJSONField)}
        self.assertEqual(set(reads[0].fields), private)

    def test_a_case_that_does_not_exist_is_not_found(self):
        browser = signed_in(person(Role.ADMINISTRATOR))
        self.assertEqual(browser.get(f"/admin/cases/{uuid4()}/", follow=True).status_code, 404)


class RefusalTests(TestCase):
    @pytest.mark.proves("G1")
    def test_everyone_else_is_refused_at_every_case_address(self):
        case = referral()
        addresses = ["/admin/cases/", f"/admin/cases/{case.id}/", f"/admin/cases/{uuid4()}/"]
        for role in [role for role in Role if role not in (Role.ADMINISTRATOR, Role.LEAD)] + [None]:
            browser = signed_in(person(role))
            for address in addresses:
                for method in (browser.get, browser.post, browser.head):
                    with self.subTest(role=role, address=address, method=method.__name__):
                        response = method(address)
                        self.assertIn(response.status_code, (302, 403))
                        self.assertNotIn(case.referral.reference.encode(), response.content)
        self.assertFalse(AuditEvent.objects.filter(verb="view").exists())

    @pytest.mark.proves("G1")
    def test_visitors_are_led_to_the_one_sign_in_page(self):
        case = referral()
        for address in ("/admin/cases/", f"/admin/cases/{case.id}/"):
            response = Client().get(address)
            self.assertEqual(response.status_code, 302)
            self.assertTrue(response["Location"].startswith("/accounts/login/"), response["Location"])

    def test_the_menu_shows_cases_only_to_those_who_may_open_them(self):
        self.assertContains(signed_in(person(Role.ADMINISTRATOR)).get("/admin/"), '"/admin/cases/"')
        self.assertNotContains(signed_in(person(Role.MEDIATOR)).get("/admin/"), '"/admin/cases/"')
