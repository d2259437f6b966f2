"""Getting back in after app, keys and codes are lost."""

from io import StringIO

from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command

from portal.common.audit import Verb
from portal.common.models import AuditEvent
from tests.base import PASSWORD, signed_in
from tests.portal.door import ENROL, DoorCase


class LostFactor(DoorCase):
    def setUp(self):
        super().setUp()
        self.has_app()
        self.open = signed_in(self.user)
        call_command("reset_second_factor", self.user.email.upper(), stdout=StringIO())

    def test_factor_password_and_sessions_are_gone(self):
        self.assertFalse(Authenticator.objects.filter(user=self.user).exists())
        self.assertFalse(self.is_in(self.open))
        self.gives_password(password=PASSWORD)
        self.assertFalse(self.is_signed_in())

    def test_the_way_back_is_a_link_by_mail_and_a_new_factor(self):
        self.client.post("/accounts/password/reset/", {"email": self.user.email})
        link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
        page = self.client.get(link, follow=True)
        new = "seven quiet herons"
        self.client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
        self.gives_password(password=new)
        self.assertRedirects(self.client.get("/admin/"), ENROL, fetch_redirect_response=False)
        self.enrols()
        self.assertTrue(self.is_in())

    def test_it_is_recorded_as_done_by_nobody_who_was_signed_in(self):
        removed = AuditEvent.objects.filter(verb=Verb.FACTOR_REMOVE, object_id=str(self.user.pk))
        self.assertEqual(list(removed.values_list("actor_id", flat=True)), [None, None])

    def test_an_unknown_address_is_said_plainly(self):
        with self.assertRaisesMessage(CommandError, "Nobody signs in with this address."):
            call_command("reset_second_factor", "nobody@example.org")
