"""The second factor: enrolled, asked for, proved in this session, never by a password alone."""

from time import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from wagtail.admin import urls as wagtailadmin_urls

from portal.common.models import FactorSecret
from tests.base import PASSWORD, signed_in
from tests.portal.door import APP, CODE, CODES, ENROL, LOGIN, PROVE, DoorCase, at_once, code_of


class Enrolment(DoorCase):
    def test_someone_without_a_factor_reaches_only_enrolment(self):
        self.gives_password()
        for url in ("/admin/", "/admin/pages/", "/accounts/sessions/", "/accounts/password/change/", CODES):
            for send in (self.client.get, self.client.post):
                self.assertRedirects(send(url), ENROL, fetch_redirect_response=False, msg_prefix=url)
        self.assertContains(self.client.get(ENROL), "Set up your second factor")

    def test_it_follows_sign_in_without_the_password_again(self):
        self.gives_password()
        self.assertEqual(self.client.get(APP).status_code, 200)

    def test_it_asks_for_the_password_when_sign_in_is_some_time_ago(self):
        with time_machine.travel(time() - 6 * 60, tick=True):
            self.gives_password()
        response = self.client.get(APP)
        self.assertRedirects(response, f"/accounts/reauthenticate/?next={APP}", fetch_redirect_response=False)
        self.client.post(response["Location"], {"password": PASSWORD})
        self.assertEqual(self.client.get(APP).status_code, 200)

    def test_after_it_the_person_is_in_and_not_asked_again(self):
        self.gives_password()
        self.enrols()
        self.assertTrue(self.is_in())

    def test_it_ends_with_ten_recovery_codes_on_the_page(self):
        self.gives_password()
        self.enrols()
        page = self.client.get(CODES)
        self.assertEqual(page.content.decode().count("<li><code>"), 10)

    def test_a_wrong_code_enrols_nothing_and_says_so_beside_the_field(self):
        self.gives_password()
        self.client.get(APP)
        response = self.client.post(APP, {"code": "000000"})
        self.assertContains(response, "There is a problem")
        self.assertContains(response, 'aria-invalid="true"')
        self.assertFalse(Authenticator.objects.exists())

    def test_the_code_of_enrolment_does_not_also_sign_in(self):
        self.gives_password()
        secret = self.enrols()
        other = self.client_class()
        self.gives_password(other)
        other.post(CODE, {"code": code_of(secret)})
        self.assertFalse(self.is_signed_in(other))


class TwoSteps(DoorCase):
    def setUp(self):
        super().setUp()
        self.secret = self.has_app()

    def test_a_password_alone_makes_no_signed_in_session(self):
        response = self.gives_password()
        self.assertRedirects(response, CODE, fetch_redirect_response=False)
        self.assertFalse(self.is_signed_in())

    def test_password_and_code_open_the_staff_area(self):
        self.gives_password()
        self.client.post(CODE, {"code": code_of(self.secret)})
        self.assertTrue(self.is_in())

    def test_the_page_that_was_asked_for_opens_after_both_steps(self):
        self.gives_password(url=f"{LOGIN}?next=/admin/account/")
        response = self.client.post(CODE, {"code": code_of(self.secret)})
        self.assertRedirects(response, "/admin/account/", fetch_redirect_response=False)

    def test_a_wrong_code_does_not(self):
        self.gives_password()
        wrong = f"{(int(code_of(self.secret)) + 1) % 1_000_000:06}"
        response = self.client.post(CODE, {"code": wrong})
        self.assertContains(response, "That code is not right")
        self.assertFalse(self.is_signed_in())

    def test_a_code_works_once(self):
        for steps in (0, 1, -1):
            cache.clear()
            code = code_of(self.secret, steps)
            self.enters(code)
            self.assertTrue(self.is_signed_in(), steps)
            self.client.logout()
            self.enters(code)
            self.assertFalse(self.is_signed_in(), steps)

    def test_a_used_code_stays_used_for_as_long_as_it_could_work(self):
        start = (int(time()) // 30 + 2) * 30
        with time_machine.travel(start, tick=False) as clock:
            code = code_of(self.secret, 1)
            self.enters(code)
            self.assertTrue(self.is_signed_in())
            self.client.logout()
            clock.shift(45)
            self.enters(code)
            self.assertFalse(self.is_signed_in())

    def test_a_recovery_code_works_once(self):
        code = Authenticator.objects.get(user=self.user, type="recovery_codes").wrap().get_unused_codes()[0]
        self.enters(code)
        self.assertTrue(self.is_in())
        self.client.logout()
        self.enters(code)
        self.assertFalse(self.is_signed_in())

    def test_another_persons_code_does_not_work(self):
        other_secret = self.secret
        self.user = type(self.user).objects.create_user("other@example.org", PASSWORD, is_superuser=True)
        self.has_app()
        self.enters(code_of(other_secret))
        self.assertFalse(self.is_signed_in())

    def test_a_new_password_does_not_take_the_factor_away(self):
        self.user.set_password("another quiet place")
        self.user.save()
        self.gives_password(password="another quiet place")
        self.assertFalse(self.is_signed_in())
        self.client.post(CODE, {"code": code_of(self.secret)})
        self.assertTrue(self.is_in())

    def test_sign_in_makes_a_new_session_id(self):
        self.gives_password()
        before = self.client.session.session_key
        self.client.post(CODE, {"code": code_of(self.secret)})
        self.assertNotEqual(before, self.client.session.session_key)

    def enters(self, code: str) -> None:
        self.gives_password()
        self.client.post(CODE, {"code": code})


class WithoutProof(DoorCase):
    """A session that has not proved the factor its person has, from whatever door it came."""

    def setUp(self):
        super().setUp()
        self.secret = self.has_app()
        self.client = signed_in(self.user, factor=False)

    @pytest.mark.proves("G1")
    def test_it_opens_no_address_of_the_staff_area(self):
        for url in staff_addresses():
            for send in (self.client.get, self.client.post):
                response = send(url)
                self.assertEqual(response.status_code, 302, url)
                self.assertTrue(response["Location"].startswith(PROVE), f"{url} -> {response['Location']}")

    def test_it_can_not_add_another_factor(self):
        for url in (ENROL, APP, "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/", CODES, f"{CODES}generate/"):
            for send in (self.client.get, self.client.post):
                self.assertTrue(send(url)["Location"].startswith(PROVE), url)

    def test_the_password_once_more_is_not_enough(self):
        self.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        self.assertFalse(self.is_in())

    def test_the_code_leads_back_to_where_it_was_going(self):
        response = self.client.get("/admin/account/")
        self.assertRedirects(response, f"{PROVE}?next=%2Fadmin%2Faccount%2F", fetch_redirect_response=False)
        response = self.client.post(response["Location"], {"code": code_of(self.secret)})
        self.assertRedirects(response, "/admin/account/")

    def test_it_can_sign_out(self):
        self.client.post("/accounts/logout/")
        self.assertFalse(self.is_signed_in())

    def test_it_is_a_visitor_on_public_pages(self):
        for url in ("/healthz", "/accounts/password/reset/"):
            response = self.client.get(url)
            self.assertEqual(response.status_code, 200, url)
            self.assertFalse(response.wsgi_request.user.is_authenticated, url)

    def test_proving_another_person_does_not_count(self):
        stranger = type(self.user).objects.create_user("other@example.org", PASSWORD, is_superuser=True)
        session = signed_in(self.user).session
        self.client.force_login(stranger)
        mine = self.client.session
        mine["account_authentication_methods"] = session["account_authentication_methods"]
        mine["account_authentication_methods_user"] = session["account_authentication_methods_user"]
        mine.save()
        self.assertFalse(self.is_in())

    @override_settings(SECOND_FACTOR_REQUIRED=False)
    def test_the_demo_asks_for_no_factor_and_says_so(self):
        self.assertContains(self.client.get("/admin/"), "Demo: the second factor is off")
        self.assertContains(self.client_class().get(LOGIN), "Demo: the second factor is off")

    def test_outside_the_demo_no_page_says_demo(self):
        self.assertNotContains(signed_in(self.user).get("/admin/"), "second factor is off")
        self.assertNotContains(self.client_class().get(LOGIN), "second factor is off")


class Removal(DoorCase):
    def setUp(self):
        super().setUp()
        self.gives_password()
        self.secret = self.enrols()

    def test_the_only_factor_can_not_be_removed(self):
        page = self.client.get("/accounts/2fa/totp/deactivate/")
        self.assertContains(page, "This is your only second factor")
        self.client.post("/accounts/2fa/totp/deactivate/")
        self.assertTrue(Authenticator.objects.filter(user=self.user, type="totp").exists())

    def test_the_only_key_can_not_be_removed(self):
        key = Authenticator.objects.create(user=self.user, type="webauthn", data={"name": "Office key"})
        Authenticator.objects.filter(type="totp").delete()
        response = self.client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
        self.assertRedirects(response, "/accounts/2fa/webauthn/", fetch_redirect_response=False)
        self.assertTrue(Authenticator.objects.filter(pk=key.pk).exists())

    def test_one_of_two_can(self):
        Authenticator.objects.create(user=self.user, type="webauthn", data={"name": "Office key"})
        self.client.post("/accounts/2fa/totp/deactivate/")
        self.assertFalse(Authenticator.objects.filter(user=self.user, type="totp").exists())

    def test_nobody_removes_another_persons_key(self):
        other = type(self.user).objects.create_user("other@example.org", PASSWORD)
        key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Theirs"})
        response = self.client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
        self.assertEqual(response.status_code, 404)

    def test_some_time_after_sign_in_it_asks_for_the_factor_not_the_password(self):
        with time_machine.travel(time() + 6 * 60, tick=True):
            response = self.client.get(f"{CODES}generate/")
            self.assertTrue(response["Location"].startswith(PROVE))
            self.assertNotContains(self.client.get(PROVE), "reauthenticate/?next")
            self.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
            self.assertEqual(self.client.get(f"{CODES}generate/").status_code, 302)

    def test_what_counts_as_just_proved_is_the_factor_not_the_password(self):
        self.has_records({"password": 0, "mfa": 6})
        self.assertEqual(self.client.get(f"{CODES}generate/").status_code, 302)
        self.has_records({"password": 6, "mfa": 0})
        self.assertEqual(self.client.get(f"{CODES}generate/").status_code, 200)

    def has_records(self, minutes_ago):
        self.client = signed_in(self.user)
        session = self.client.session
        session["account_authentication_methods"] = [
            {"method": method, "at": time() - 60 * minutes} for method, minutes in minutes_ago.items()
        ]
        session.save()


class SecretsAtRest(DoorCase):
    @pytest.mark.proves("G6")
    def test_neither_table_nor_session_holds_a_secret_in_clear(self):
        self.gives_password()
        page = self.client.get(APP).content.decode()
        during = self.client.session["mfa.totp.secret"]
        self.assertNotIn(during, page)
        secret = self.enrols()
        self.assertNotIn("mfa.totp.secret", self.client.session)
        seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
        for table in ("mfa_authenticator", "common_factorsecret", "django_session"):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                rows = " ".join(row for (row,) in cursor.fetchall())
            self.assertNotIn(secret, rows)
            self.assertNotIn(secret.encode().hex(), rows)
        self.assertEqual(FactorSecret.objects.count(), 2)
        self.assertRegex(seed, "^[0-9a-f-]{36}$")

    def test_a_secret_goes_with_its_factor(self):
        self.has_app()
        self.user.delete()
        self.assertFalse(FactorSecret.objects.exists())

    def test_new_recovery_codes_leave_no_old_seed_behind(self):
        self.gives_password()
        self.enrols()
        with at_once():
            self.client.post(f"{CODES}generate/")
        self.assertEqual(FactorSecret.objects.count(), 2)


def staff_addresses() -> list[str]:
    """Every named address of Wagtail's admin that needs at most numbers, but the two that lead out of a session."""
    addresses = []
    for pattern in wagtailadmin_urls.urlpatterns:
        name = getattr(pattern, "name", None)
        if not name or name in ("wagtailadmin_logout", "wagtailadmin_login"):
            continue
        for args in ((), (1,), (1, 1)):
            try:
                addresses.append(reverse(name, args=args))
                break
            except NoReverseMatch:
                continue
    assert len(addresses) > 15
    return addresses
