"""What every answer carries, and what private answers never allow."""

from django.test import TestCase

from tests.base import Resident


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
