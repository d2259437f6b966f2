"""There is one door. Every other way to a password is shut."""

import pytest
from django.apps import apps
from django.contrib.auth import views as django_views
from django.core import mail
from django.urls import get_resolver, resolve
from wagtail.admin.views.account import LoginView as WagtailLoginView

from portal.common.models import User
from tests.base import PASSWORD, signed_in
from tests.portal.door import ENROL, LOGIN, DoorCase


class OneDoor(DoorCase):
    def test_wagtails_door_leads_to_ours_and_keeps_the_way_back(self):
        response = self.client.get("/admin/login/?next=/admin/pages/")
        self.assertRedirects(response, f"{LOGIN}?next=/admin/pages/", fetch_redirect_response=False)

    def test_wagtails_doors_take_no_password(self):
        for url in ("/admin/login/", "/en/_util/login/"):
            response = self.client.post(url, {"username": self.user.email, "password": PASSWORD})
            self.assertEqual(response.status_code, 302, url)
            self.assertFalse(self.is_signed_in(), url)

    def test_a_visitor_of_the_staff_area_is_sent_to_our_door(self):
        response = self.client.get("/admin/")
        self.assertRedirects(response, f"{LOGIN}?next=/admin/", fetch_redirect_response=False)

    def test_no_address_resolves_to_another_login_view(self):
        others = (WagtailLoginView, django_views.LoginView)
        for url in ("/admin/login/", "/en/_util/login/", LOGIN):
            view = getattr(resolve(url).func, "view_class", None)
            self.assertFalse(view and issubclass(view, others), url)
        self.assertNotIn("admin", get_resolver().namespace_dict, "django-admin has a door of its own")

    def test_wagtails_password_reset_is_off(self):
        for url in ("/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/"):
            client = signed_in(self.user)
            self.assertIn(client.get(url, follow=True).status_code, (403, 404), url)

    def test_addresses_that_we_do_not_offer_are_not_there(self):
        for path in ("signup/", "email/", "confirm-email/", "confirm-email/abc/", "login/code/", "login/code/confirm/"):
            for client in (self.client, signed_in(self.user)):
                for send in (client.get, client.post):
                    self.assertEqual(send(f"/accounts/{path}").status_code, 404, path)

    def test_nobody_signs_up(self):
        before = User.objects.count()
        self.client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
        self.assertEqual(User.objects.count(), before)

    def test_no_social_account_and_no_headless_api_is_installed(self):
        for app in ("allauth.socialaccount", "allauth.headless", "allauth.idp", "django.contrib.admin"):
            self.assertFalse(apps.is_installed(app), app)

    def test_the_account_page_of_wagtail_changes_neither_password_nor_address(self):
        page = signed_in(self.user).get("/admin/account/").content.decode()
        self.assertNotIn('type="password"', page)
        self.assertNotIn('type="email"', page)

    def test_the_account_page_of_the_staff_area_leads_to_the_sign_in_settings(self):
        self.assertContains(signed_in(self.user).get("/admin/account/"), f'href="{ENROL}"')

    def test_sign_in_sends_nobody_to_another_site(self):
        for url in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
            response = self.client.post(LOGIN, {"login": self.user.email, "password": PASSWORD, "next": url})
            self.assertNotIn("evil", response["Location"])
            self.client.logout()

    def test_a_signed_in_person_without_access_is_not_sent_in_circles(self):
        self.user.is_superuser = False
        self.user.save()
        response = signed_in(self.user).get("/admin/", follow=True)
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "You are signed in as")


class Invitation(DoorCase):
    def test_a_person_added_without_a_password_can_not_sign_in(self):
        User.objects.create(email="new@example.org")
        for password in ("", " ", "!"):
            self.gives_password(email="new@example.org", password=password)
            self.assertFalse(self.is_signed_in())

    def test_the_link_lets_a_new_person_choose_a_password_once(self):
        new = User.objects.create(email="new@example.org")
        link = self.link_for(new.email)
        page = self.client.get(link, follow=True)
        self.assertContains(page, "Choose a new password")
        chosen = {"password1": "seven quiet herons", "password2": "seven quiet herons"}
        self.client.post(page.request["PATH_INFO"], chosen)
        self.gives_password(email=new.email, password="seven quiet herons")
        self.assertTrue(self.is_signed_in())
        self.assertContains(self.client_class().get(link, follow=True), "This link no longer works")

    @pytest.mark.proves("G9")
    def test_known_and_unknown_addresses_get_the_same_answer(self):
        answers = [
            self.client.post("/accounts/password/reset/", {"email": email})
            for email in (self.user.email, "nobody@example.org")
        ]
        self.assertEqual(answers[0].status_code, answers[1].status_code)
        self.assertEqual(answers[0]["Location"], answers[1]["Location"])
        self.assertEqual(answers[0].content, answers[1].content)

    def test_a_mail_server_that_is_down_shows_nobody_who_has_an_account(self):
        with (
            self.settings(EMAIL_BACKEND="tests.portal.test_signin_doors.Broken"),
            self.assertLogs(level="ERROR") as log,
        ):
            response = self.client.post("/accounts/password/reset/", {"email": self.user.email})
        self.assertRedirects(response, "/accounts/password/reset/done/")
        self.assertNotIn(self.user.email, "".join(log.output))

    def test_an_address_that_no_mail_can_be_written_to_gets_the_same_answer(self):
        for domain in ("\u200b.org", "\u00ad.org", "ж" * 62 + ".org"):
            with self.assertLogs("portal.common.signin.adapters", level="ERROR"):
                response = self.client.post("/accounts/password/reset/", {"email": f"a@{domain}"})
            self.assertRedirects(response, "/accounts/password/reset/done/", msg_prefix=ascii(domain))

    def test_messages_name_no_other_product_and_no_sign_up(self):
        self.client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
        self.assertNotIn("signup", mail.outbox[-1].body)
        self.assertNotIn("sign up", mail.outbox[-1].body.lower())
        self.assertNotIn("testserver", mail.outbox[-1].subject)

    def link_for(self, email: str) -> str:
        self.client.post("/accounts/password/reset/", {"email": email})
        return next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)


class Broken:
    """A mail server that is down."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError
