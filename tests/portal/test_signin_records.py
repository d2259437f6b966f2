"""What the audit log says about signing in, and what it never says."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from portal.common.audit import Verb
from portal.common.models import AuditEvent
from tests.base import PASSWORD
from tests.portal.door import CODE, DoorCase, code_of


@pytest.mark.proves("G13")
class Records(DoorCase):
    def setUp(self):
        super().setUp()
        self.before = AuditEvent.objects.count()

    def verbs(self):
        return [event.verb for event in AuditEvent.objects.order_by("seq")[self.before :]]

    def last(self):
        return AuditEvent.objects.order_by("seq").last()

    def test_a_sign_in_names_the_person(self):
        self.gives_password()
        self.assertEqual(self.verbs(), [Verb.SIGN_IN])
        self.assertEqual(self.last().actor_id, self.user.pk)

    def test_a_wrong_password_names_the_account_but_no_actor(self):
        self.gives_password(password="wrong wrong wrong")
        self.assertEqual(self.verbs(), [Verb.SIGN_IN_FAILED])
        self.assertEqual(self.last().object_id, str(self.user.pk))
        self.assertIsNone(self.last().actor_id)

    def test_an_unknown_address_is_recorded_without_the_address(self):
        self.gives_password(email="canary-nobody@example.org")
        self.assertEqual(self.verbs(), [Verb.SIGN_IN_FAILED])
        values = str(AuditEvent.objects.order_by("seq").values().last())
        self.assertNotIn("canary", values)

    def test_signing_out_is_recorded(self):
        self.gives_password()
        self.client.post("/accounts/logout/")
        self.assertEqual(self.verbs(), [Verb.SIGN_IN, Verb.SIGN_OUT])

    def test_a_new_factor_is_recorded_and_mailed(self):
        self.gives_password()
        self.enrols()
        self.assertEqual(self.verbs(), [Verb.SIGN_IN, Verb.FACTOR_ADD, Verb.FACTOR_ADD])
        self.assertEqual(self.last().actor_id, self.user.pk)
        self.assertEqual(mail.outbox[-1].subject, "Second factor added")

    def test_a_factor_taken_away_is_recorded(self):
        self.gives_password()
        self.enrols()
        Authenticator.objects.create(user=self.user, type="webauthn", data={"name": "Office key"})
        self.client.post("/accounts/2fa/totp/deactivate/")
        self.assertEqual(self.last().verb, Verb.FACTOR_REMOVE)
        self.assertEqual(self.last().actor_id, self.user.pk)

    def test_a_right_and_a_wrong_code_are_recorded(self):
        secret = self.has_app()
        self.before = AuditEvent.objects.count()
        self.gives_password()
        self.client.post(CODE, {"code": "000000"})
        self.client.post(CODE, {"code": code_of(secret)})
        self.assertEqual(self.verbs(), [Verb.SIGN_IN_FAILED, Verb.FACTOR_USE, Verb.SIGN_IN])

    def test_a_new_password_is_recorded(self):
        with self.settings(SECOND_FACTOR_REQUIRED=False):
            self.gives_password()
            new = "another quiet place"
            fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
            self.client.post("/accounts/password/change/", fields)
        self.assertEqual(self.last().verb, Verb.PASSWORD_CHANGE)

    def test_a_factor_that_goes_with_its_person_is_recorded_as_the_programs_act(self):
        self.has_app()
        self.user.delete()
        self.assertEqual(self.last().verb, Verb.FACTOR_REMOVE)
        self.assertIsNone(self.last().actor_id)
