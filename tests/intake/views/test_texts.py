"""What the gateway of text messages tells us, signed."""

import hmac
import json

import pytest
from django.test import Client, TestCase, override_settings

from intake.models import StoppedPhone

SECRET = "a secret of the gateway"
URL = "/hooks/texts/"


@override_settings(SMS_WEBHOOK_SECRET=SECRET)
class TextsTests(TestCase):
    def tells(self, body, secret=SECRET):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        signature = hmac.digest(secret.encode(), raw, "sha256").hex()
        browser = Client(enforce_csrf_checks=True)
        return browser.post(URL, raw, content_type="application/json", headers={"X-Signature": signature}).status_code

    def test_stop_is_heeded_and_the_number_is_not_stored(self):
        self.assertEqual(self.tells({"from": "+16265550142", "text": "STOP"}), 204)
        self.assertTrue(StoppedPhone.has("+16265550142"))
        self.assertNotIn("5550142", StoppedPhone.objects.get().pk)

    @pytest.mark.proves("G1")
    def test_what_is_not_signed_by_the_gateway_is_refused(self):
        self.assertEqual(self.tells({"from": "+16265550142", "text": "STOP"}, "a guess"), 403)
        self.assertEqual(Client().post(URL, "{}", content_type="application/json").status_code, 403)
        self.assertFalse(StoppedPhone.objects.exists())

    def test_what_can_not_be_read_is_refused_and_harms_nothing(self):
        for body in (b"", b"\xff", b"[]", {"from": 1, "text": "STOP"}, {"text": "STOP"}):
            self.assertEqual(self.tells(body), 400, body)
        self.assertEqual(Client().get(URL).status_code, 405)

    def test_without_a_secret_there_is_no_such_address(self):
        with override_settings(SMS_WEBHOOK_SECRET=""):
            self.assertEqual(self.tells({"from": "+16265550142", "text": "STOP"}), 404)
