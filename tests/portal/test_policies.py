"""Every address of ours says who may call it, and the start stops where one does not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, TestCase, override_settings
from django.urls import get_resolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

from portal.common.checks.policies import check_policies, our_addresses
from portal.common.policies import Policy, public, staff_with
from portal.common.roles import Role
from tests.base import person


def bare(request):
    return HttpResponse("bare")


class UrlsWithABareView:
    urlpatterns = [path("bare/", bare), path("declared/", public(bare)), path("admin/", include(wagtailadmin_urls))]


class PolicyCheckTests(TestCase):
    @pytest.mark.proves("G2")
    def test_every_address_of_the_portal_declares_its_policy(self):
        self.assertEqual(check_policies(), [])
        ours = {address for address, _ in our_addresses(get_resolver())}
        for address in ("healthz", "admin/cases/", "admin/cases/<uuid:case_id>/"):
            self.assertIn(address, ours)
        self.assertTrue(any(address.endswith("referral/<uuid:draft>/<slug:step>/") for address in ours), ours)

    @pytest.mark.proves("G2")
    def test_a_view_of_ours_without_a_policy_stops_the_start(self):
        bare.__module__ = "intake.views.bare"
        with override_settings(ROOT_URLCONF=UrlsWithABareView):
            (error,) = check_policies()
        self.assertEqual(error.id, "portal.E020")
        self.assertIn("bare/", error.msg)

    def test_each_policy_at_an_address_is_a_policy(self):
        for address, entry in our_addresses(get_resolver()):
            self.assertIsInstance(entry.callback.policy, Policy, address)


class StaffPolicyTests(TestCase):
    def answer(self, user):
        request = RequestFactory().get("/admin/x/?a=1")
        request.user = user
        return staff_with("intake.view_case")(bare)(request)

    def test_a_visitor_is_led_to_sign_in_and_back(self):
        response = self.answer(AnonymousUser())
        self.assertEqual(response["Location"], "/accounts/login/?next=%2Fadmin%2Fx%2F%3Fa%3D1")

    def test_a_role_without_the_right_is_refused(self):
        with pytest.raises(PermissionDenied):
            self.answer(person(Role.LIAISON))

    def test_a_role_with_the_right_gets_in(self):
        self.assertEqual(self.answer(person(Role.ADMINISTRATOR)).content, b"bare")
