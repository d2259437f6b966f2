"""The address on the user is the one address that signs in."""

from allauth.account.models import EmailAddress
from django.core import mail

from portal.common.models import User
from tests.base import PASSWORD
from tests.portal.door import DoorCase


class Mirror(DoorCase):
    def addresses(self):
        return list(EmailAddress.objects.filter(user=self.user).values_list("email", "verified", "primary"))

    def test_a_new_user_has_one_verified_primary_address(self):
        self.assertEqual(self.addresses(), [(self.user.email, True, True)])

    def test_a_new_user_gets_no_verification_mail_at_sign_in(self):
        self.gives_password()
        self.assertTrue(self.is_signed_in())
        self.assertEqual(mail.outbox, [])

    def test_saving_again_changes_nothing(self):
        self.user.save()
        self.assertEqual(self.addresses(), [(self.user.email, True, True)])

    def test_a_changed_address_replaces_the_old_one(self):
        self.changes_to("renamed@example.org")
        self.assertEqual(self.addresses(), [("renamed@example.org", True, True)])
        self.gives_password(email="renamed@example.org")
        self.assertTrue(self.is_signed_in())

    def test_the_old_address_can_not_sign_in(self):
        old = self.user.email
        self.changes_to("renamed@example.org")
        self.gives_password(email=old)
        self.assertFalse(self.is_signed_in())

    def test_the_old_address_gets_no_reset_link(self):
        old = self.user.email
        self.changes_to("renamed@example.org")
        self.client.post("/accounts/password/reset/", {"email": old})
        self.assertFalse(any("/password/reset/key/" in message.body for message in mail.outbox))

    def test_a_link_sent_before_the_change_no_longer_works(self):
        self.client.post("/accounts/password/reset/", {"email": self.user.email})
        link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
        self.changes_to("renamed@example.org")
        self.assertContains(self.client.get(link, follow=True), "This link no longer works")

    def test_two_people_can_exchange_addresses(self):
        other = User.objects.create_user("other@example.org", PASSWORD)
        mine = self.user.email
        self.changes_to("between@example.org")
        other.email = mine
        other.save()
        self.changes_to("other@example.org")
        self.assertEqual(EmailAddress.objects.count(), User.objects.count())
        self.assertEqual(EmailAddress.objects.get(email=mine).user, other)

    def test_capital_letters_make_no_second_person(self):
        self.gives_password(email=self.user.email.upper())
        self.assertTrue(self.is_signed_in())

    def changes_to(self, email: str) -> None:
        self.user.email = email
        self.user.save()
