"""What every answer carries, and what private answers never allow."""

import pytest
from django.test import Client, TestCase

from tests.base import Resident

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class HeaderTests(TestCase):
    def policy(self, address):
        header = self.client.get(address)["Content-Security-Policy"]
        return dict(part.strip().split(" ", 1) for part in header.split(";"))

    def test_public_pages_allow_only_their_own_files(self):
        policy = self.policy("/es/referral/00000000-0000-0000-0000-000000000000/who/")
        self.assertEqual(policy["default-src"], "'none'")
        for directive, sources in policy.items():
            self.assertIn(sources, ("'none'", "'self'"), directive)

    def test_the_admin_may_use_inline_script_and_nothing_from_elsewhere(self):
        policy = self.policy("/admin/")
        self.assertIn("'unsafe-inline'", policy["script-src"])
        self.assertFalse([sources for sources in policy.values() if "http" in sources or "*" in sources])

    def test_every_answer_refuses_sensors_and_other_origins(self):
        for address in ("/healthz", "/es/nowhere/", "/admin/", "/static/nothing.css"):
            response = self.client.get(address)
            self.assertIn("camera=()", response["Permissions-Policy"], address)
            self.assertEqual(response["Cross-Origin-Resource-Policy"], "same-origin")
            self.assertEqual(response["X-Content-Type-Options"], "nosniff")
            self.assertLess(sum(len(k) + len(v) + 4 for k, v in response.items()), 4096)

    @pytest.mark.proves("G22")
    def test_files_and_refused_hosts_carry_them_too(self):
        file = self.client.get("/static/css/base.css")
        foreign = self.client.get("/en/", headers={"host": "elsewhere.example"})
        with self.settings(SECURE_SSL_REDIRECT=True):
            foreign_before_the_redirect = Client().get("/en/", headers={"host": "elsewhere.example"})
        self.assertEqual((file.status_code, foreign.status_code), (200, 400))
        for response in (file, foreign, foreign_before_the_redirect):
            for name, value in ALWAYS.items():
                self.assertIn(value, response[name], name)
        self.assertNotIn("Access-Control-Allow-Origin", file)

    def test_a_cache_keeps_an_error_in_the_browsers_language_for_that_language_alone(self):
        response = self.client.get("/nowhere", headers={"accept-language": "hy"})
        self.assertEqual((response.status_code, response["Content-Language"]), (404, "hy"))
        self.assertIn("Accept-Language", response["Vary"])
        self.assertNotIn("Accept-Language", self.client.get("/es/nowhere/").get("Vary", ""))

    def test_private_pages_are_kept_nowhere(self):
        resident = Resident("zh-hans")
        for response in (
            resident.opens("who"),
            resident.opens("nothing"),
            self.client.get("/admin/"),
            resident.answers("who"),
        ):
            self.assertEqual(response["Cache-Control"], "no-store, private")
