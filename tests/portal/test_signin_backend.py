"""How a person who has signed in is known, and by what they have rights."""

from django.contrib.auth.models import Permission
from django.test import TestCase
from wagtail.users.models import UserProfile

from portal.common.roles import Role
from portal.common.signin.backend import RoleBackend
from tests.base import person


class RoleBackendTest(TestCase):
    def test_a_right_comes_with_a_role_and_never_to_one_person_alone(self):
        mediator, lead = person(Role.MEDIATOR), person(Role.LEAD)
        mediator.user_permissions.add(*Permission.objects.filter(codename="view_case"))
        self.assertFalse(mediator.has_perm("intake.view_case"))
        self.assertTrue(lead.has_perm("intake.view_case"))

    def test_a_person_comes_with_their_profile_or_the_knowledge_that_there_is_none_in_one_query(self):
        user = person(Role.LEAD)
        for has_one in (False, True):
            with self.assertNumQueries(1):
                self.assertEqual(hasattr(RoleBackend().get_user(user.pk), "wagtail_userprofile"), has_one)
            UserProfile.get_for_user(user)

    def test_who_left_or_never_was_is_nobody(self):
        self.assertIsNone(RoleBackend().get_user(person(Role.LEAD, is_active=False).pk))
        self.assertIsNone(RoleBackend().get_user(0))
