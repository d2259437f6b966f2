"""Limits on tries: one account, one address, a shared address; never a lock that an attacker can hold."""

from time import time

import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from portal.common.models import User
from tests.base import PASSWORD
from tests.portal.door import CODE, LOGIN, DoorCase

HOME = {"REMOTE_ADDR": "203.0.113.7"}
LIBRARY = {"REMOTE_ADDR": "198.51.100.20"}
TOO_MANY = "Too many tries that failed"


class OneAccount(DoorCase):
    def test_after_five_wrong_passwords_the_right_one_waits_too(self):
        self.fails(5)
        response = self.gives_password(**HOME)
        self.assertContains(response, TOO_MANY)
        self.assertFalse(self.is_signed_in())

    def test_five_minutes_later_it_works_again(self):
        with time_machine.travel(time() - 301, tick=True):
            self.fails(5)
        self.gives_password(**HOME)
        self.assertTrue(self.is_signed_in())

    def test_an_attacker_elsewhere_does_not_lock_the_owner_out(self):
        self.fails(30, **LIBRARY)
        self.gives_password(**HOME)
        self.assertTrue(self.is_signed_in())

    def test_an_attacker_at_the_same_address_does_not_lock_out_a_browser_that_is_known(self):
        self.gives_password(**HOME)
        self.client.post("/accounts/logout/")
        for _ in range(3):
            self.fails(6)
            self.gives_password(**HOME)
            self.assertTrue(self.is_signed_in())
            self.client.post("/accounts/logout/")

    def test_a_known_browser_has_five_tries_like_any_other(self):
        self.gives_password(**HOME)
        self.client.post("/accounts/logout/")
        self.fails(5, client=self.client)
        self.assertContains(self.gives_password(**HOME), TOO_MANY)

    def test_a_known_browser_of_one_person_is_nothing_special_for_another(self):
        other = User.objects.create_user("other@example.org", PASSWORD)
        self.gives_password(email=other.email, **HOME)
        self.client.post("/accounts/logout/")
        self.fails(5)
        self.assertContains(self.gives_password(**HOME), TOO_MANY)

    def test_a_forged_cookie_makes_no_browser_known(self):
        self.fails(5)
        for value in ("", "x", "a.b:c:d"):
            self.client.cookies[settings.KNOWN_BROWSER_COOKIE] = value
            self.assertContains(self.gives_password(**HOME), TOO_MANY)

    def test_the_cookie_names_nobody_and_fits_its_host_prefix(self):
        cookie = self.gives_password(**HOME).cookies[settings.KNOWN_BROWSER_COOKIE]
        self.assertNotIn(self.user.email, cookie.value)
        # Browsers drop a "__Host-" cookie, which it is in production, with any other path.
        self.assertEqual(cookie["path"], "/")
        self.assertTrue(cookie["httponly"])
        self.assertEqual(cookie["samesite"], "Lax")

    def test_the_wrong_password_and_the_unknown_address_read_the_same(self):
        texts = []
        for email in (self.user.email, "nobody@example.org"):
            page = self.gives_password(email=email, password="wrong wrong wrong", **HOME).content.decode()
            texts.append(page.replace(email, "X"))
        strip = [text.split("csrfmiddlewaretoken")[0] + text.split("csrfmiddlewaretoken")[1][100:] for text in texts]
        self.assertEqual(*strip)

    def test_unknown_addresses_are_limited_like_known_ones(self):
        for _ in range(5):
            self.gives_password(email="nobody@example.org", password="wrong", **HOME)
        self.assertContains(self.gives_password(email="nobody@example.org", **HOME), TOO_MANY)

    def test_five_wrong_codes_wait_too(self):
        self.has_app()
        self.gives_password(**HOME)
        for _ in range(5):
            self.client.post(CODE, {"code": "000000"}, **HOME)
        self.assertContains(self.client.post(CODE, {"code": "000000"}, **HOME), TOO_MANY)

    def fails(self, times, client=None, **where):
        for _ in range(times):
            self.gives_password(client or Client(), password="wrong wrong wrong", **(where or HOME))


class SharedAddress(DoorCase):
    def test_twelve_strangers_mistakes_do_not_lock_their_neighbour_out(self):
        for number in range(12):
            self.gives_password(Client(), email=f"p{number}@example.org", password="wrong", **LIBRARY)
        self.gives_password(**LIBRARY)
        self.assertTrue(self.is_signed_in())

    def test_forty_people_can_sign_in_from_it_within_a_minute(self):
        for _ in range(40):
            client = Client()
            self.assertEqual(self.gives_password(client, **LIBRARY).status_code, 302)

    def test_a_hundred_failures_a_minute_are_enough(self):
        for number in range(100):
            self.gives_password(self.client, email=f"p{number}@example.org", password="wrong", **LIBRARY)
        self.assertContains(self.gives_password(email="another@example.org", **LIBRARY), TOO_MANY)

    def test_the_page_for_too_many_requests_looks_like_ours(self):
        with self.settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
            self.gives_password(**LIBRARY)
            response = self.gives_password(Client(), **LIBRARY)
        self.assertContains(response, "Wait a minute", status_code=429)


class WhoseAddress(DoorCase):
    def test_a_forged_header_is_not_believed_without_a_proxy(self):
        for number in range(5):
            self.fails_from(f"192.0.2.{number}")
        self.assertContains(self.gives_password(HTTP_X_FORWARDED_FOR="192.0.2.99"), TOO_MANY)

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_behind_one_proxy_the_last_step_counts_and_no_forged_one(self):
        for number in range(5):
            self.fails_from(f"192.0.2.{number}, 203.0.113.7")
        self.assertContains(self.gives_password(HTTP_X_FORWARDED_FOR="192.0.2.99, 203.0.113.7"), TOO_MANY)
        self.gives_password(HTTP_X_FORWARDED_FOR="203.0.113.8")
        self.assertTrue(self.is_signed_in())

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2)
    def test_a_request_that_came_around_the_proxies_still_gets_an_answer(self):
        with self.assertLogs("portal.common.signin.adapters", "WARNING"):
            self.gives_password(HTTP_X_FORWARDED_FOR="203.0.113.7")
        self.assertTrue(self.is_signed_in())

    def test_a_server_on_a_unix_socket_lets_people_sign_in(self):
        self.gives_password(REMOTE_ADDR="")
        self.assertTrue(self.is_signed_in())

    def fails_from(self, forwarded):
        self.gives_password(Client(), password="wrong wrong wrong", HTTP_X_FORWARDED_FOR=forwarded)


class Counts(DoorCase):
    def test_they_live_in_a_cache_that_all_processes_share(self):
        self.assertEqual(settings.CACHES["default"]["BACKEND"], "django.core.cache.backends.db.DatabaseCache")

    def test_a_flood_of_other_entries_does_not_throw_them_away(self):
        self.gives_password(Client(), password="wrong wrong wrong", **HOME)
        for _ in range(4):
            self.gives_password(Client(), password="wrong wrong wrong", **HOME)
        cache.set_many({f"flood-{number:04}": 1 for number in range(400)})
        self.assertContains(self.gives_password(**HOME), TOO_MANY)

    def test_a_reset_mail_is_sent_a_few_times_only(self):
        url = reverse("account_reset_password")
        answers = [self.client.post(url, {"email": self.user.email}).status_code for _ in range(6)]
        self.assertEqual(answers, [302] * 5 + [429])

    def test_looking_at_the_sign_in_page_costs_no_try(self):
        with self.settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
            for _ in range(3):
                self.assertEqual(self.client.get(LOGIN).status_code, 200)
