"""The pages of the door: ours in look and words, and able to live under the strict content policy."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, TransactionTestCase

from portal.common.models import User
from tests.base import PASSWORD
from tests.portal.door import APP, CODE, CODES, ENROL, LOGIN, PROVE, DoorCase, code_of

VISITOR = (LOGIN, "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/",
           "/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/done/")  # fmt: skip
SIGNED_IN = (ENROL, CODES, f"{CODES}generate/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/",
             "/accounts/2fa/webauthn/add/", "/accounts/password/change/", "/accounts/sessions/", "/accounts/logout/",
             PROVE, "/accounts/2fa/webauthn/reauthenticate/")  # fmt: skip
STRETCHED = ("passwordpassword", "Password2026!", "qwertyuiop123", "q1w2e3r4t5y6", "123456789012", "098765432109",
             "aaaaaaaaaaaaaa", "abcabcabcabcabc", "Mediation!2026")  # fmt: skip
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


class Pages(DoorCase):
    def every_page(self):
        """Each page of the door, as (address, answer)."""
        for url in VISITOR:
            yield url, self.client.get(url)
        self.gives_password()
        for url in (ENROL, APP, "/accounts/2fa/webauthn/add/"):
            yield url, self.client.get(url)
        self.enrols()
        key = Authenticator.objects.create(
            user=self.user, type="webauthn", data={"name": "Office key", "credential": {}}
        )
        for url in (*SIGNED_IN, *(f"/accounts/2fa/webauthn/keys/{key.pk}/{act}/" for act in ("edit", "remove"))):
            if "webauthn/add" in url or "webauthn/reauth" in url:
                continue  # Would read the credential, which only a key can make (test_signin_keys.py).
            yield url, self.client.get(url)
        other = Client()
        key.delete()
        self.gives_password(other)
        yield CODE, other.get(CODE)

    def test_each_is_in_the_frame_of_the_site_with_one_heading(self):
        for url, response in self.every_page():
            self.assertEqual(response.status_code, 200, url)
            page = response.content.decode()
            self.assertIn('<main id="main"', page, url)
            self.assertEqual(page.count("<h1"), 1, url)
            self.assertNotIn("Menu:", page, url)
            title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
            self.assertRegex(title, r"\S+ - Mediation Program|\S+ - \S+", url)

    @pytest.mark.proves("G12")
    def test_none_has_inline_script_or_style_or_a_data_address(self):
        for url, response in self.every_page():
            page = response.content.decode()
            for attributes, body in SCRIPT.findall(page):
                self.assertTrue("application/json" in attributes or not body.strip(), url)
            self.assertNotRegex(page, r"<style|\sstyle=|\son[a-z]+=|javascript:|data:image", url)
            policy = response["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy, url)
            self.assertNotIn("unsafe", policy, url)

    def test_none_is_kept_by_a_cache(self):
        for url, response in self.every_page():
            self.assertIn("no-store", response["Cache-Control"], url)

    def test_every_input_has_a_label_and_none_hides_it_in_a_placeholder(self):
        for url, response in self.every_page():
            page = response.content.decode()
            self.assertNotIn("placeholder=", page, url)
            for name in re.findall(r'<input type="(?:text|password|email)"[^>]* id="([^"]+)"', page):
                self.assertIn(f'for="{name}"', page, url)

    def test_the_code_for_the_app_is_drawn_on_the_page_and_can_be_typed(self):
        self.gives_password()
        page = self.client.get(APP).content.decode()
        self.assertIn('role="img" aria-label="QR code', page)
        self.assertRegex(page, "<code>[A-Z2-7]{32}</code>")

    def test_a_wrong_password_is_said_above_the_form_and_keeps_the_address(self):
        page = self.gives_password(password="wrong wrong wrong")
        self.assertContains(page, "There is a problem")
        self.assertContains(page, f'value="{self.user.email}"')
        self.assertNotContains(page, "wrong wrong wrong")

    def test_browsers_can_fill_the_fields_in(self):
        page = self.client.get(LOGIN).content.decode()
        self.assertIn('autocomplete="current-password"', page)
        self.assertIn('autocomplete="email"', page)

    def test_recovery_codes_can_be_taken_away_as_text(self):
        self.gives_password()
        self.enrols()
        response = self.client.get(f"{CODES}download/")
        self.assertEqual(response["Content-Type"].split(";")[0], "text/plain")
        self.assertEqual(len(re.findall(r"\b\d{8}\b", response.content.decode())), 10)


class Passwords(DoorCase):
    def test_length_is_what_counts(self):
        for password in ("x7!Qz-w9#", "short words", "elevenchars"):
            with self.assertRaises(ValidationError, msg=password):
                validate_password(password, self.user)
        for password in ("two herons by the water", "lowercaseonlyletters", "Пароль из слов", "a" * 5 + "bcdefg" * 30):
            validate_password(password, self.user)

    def test_known_and_personal_ones_are_refused(self):
        for password in (*STRETCHED, self.user.email):
            with self.assertRaises(ValidationError, msg=password):
                validate_password(password, self.user)

    def test_a_long_one_works_whole(self):
        long = "heron " * 20
        self.user.set_password(long)
        self.user.save()
        self.gives_password(password=long[:72])
        self.assertFalse(self.is_signed_in())
        self.gives_password(password=long)
        self.assertTrue(self.is_signed_in())


class WithRealCommits(TransactionTestCase):
    """The one path that depends on when a transaction ends, without the shortcut of the other tests."""

    def test_a_person_enrols_and_is_in(self):
        user = User.objects.create_superuser("ops@example.org", PASSWORD)
        client = Client()
        client.post(LOGIN, {"login": user.email, "password": PASSWORD})
        secret = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(APP).content.decode())[1]
        self.assertRedirects(client.post(APP, {"code": code_of(secret)}), CODES)
        self.assertEqual(client.get("/accounts/2fa/").status_code, 200)
        self.assertEqual(client.get("/accounts/sessions/").status_code, 200)
