"""What the gateway of text messages tells us, signed."""

import hmac
import json
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client, TestCase, override_settings

from intake.models import StoppedPhone
from intake.services.stopping import STARTS
from intake.services.tries import Limit
from intake.views import texts

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

    @pytest.mark.proves("G1")
    def test_a_flood_of_strangers_is_refused_and_the_gateway_still_comes_through(self):
        stop, answers = {"from": "+16265550142", "text": "STOP"}, []
        with mock.patch.object(texts, "STRANGERS", Limit("texts.network", 5, timedelta(hours=1))):
            for _ in range(8):
                answers.append(self.tells(stop, "a guess"))
            self.assertEqual(answers, [403] * 5 + [429] * 3)
            self.assertEqual(self.tells(stop), 204)
        self.assertTrue(StoppedPhone.has("+16265550142"))

    def test_strangers_get_the_same_answer_whatever_they_send(self):
        StoppedPhone.objects.all().delete()
        for body in (b"", b"[]", b"x" * 20_000, {"from": "+16265550142", "text": "STOP"}, {"from": "+1", "text": "?"}):
            self.assertEqual(self.tells(body, "a guess"), 403, body)
        self.assertEqual(self.tells(b"x" * 20_000), 403)

    def test_stop_is_heeded_however_often_it_comes_and_start_only_so_often(self):
        for _ in range(STARTS.most + 1):
            self.assertEqual(self.tells({"from": "+16265550142", "text": "STOP"}), 204)
            self.assertTrue(StoppedPhone.has("+16265550142"))
            self.assertEqual(self.tells({"from": "+16265550142", "text": "START"}), 204)
        self.assertTrue(StoppedPhone.has("+16265550142"))
        self.assertEqual(self.tells({"from": "+16265550199", "text": "START"}), 204)

    def test_without_a_secret_there_is_no_such_address(self):
        with override_settings(SMS_WEBHOOK_SECRET=""):
            self.assertEqual(self.tells({"from": "+16265550142", "text": "STOP"}), 404)
