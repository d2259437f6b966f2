"""Text messages: how long they may be, what carries them, and that the gateway's refusals are heard."""

import json
import threading
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import SimpleTestCase, override_settings
from django.utils.translation import override

from intake.services.delivery import text_line
from intake.services.survey_message import link_text, reminder_text
from portal.common.dates import long_date
from portal.common.languages import LANGUAGES
from portal.common.sms import MOST_SEGMENTS, TextMessage, is_available, segments, send_text

ENTRY = f"my/link/{'x' * 22}/"
SURVEY = f"survey/{'x' * 22}/"
LONG_DAY = date(2026, 9, 30)
LONG_LINK = "https://mediation.city-of-pasadena.example/zh-hant/"


@contextmanager
def gateway(status):
    """A gateway that answers everything so, and what came in."""
    came = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            came.append((self.headers["Authorization"], body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "SMS_BACKEND": "portal.common.sms.GatewayBackend",
        "SMS_GATEWAY_URL": f"http://127.0.0.1:{server.server_port}/",
        "SMS_GATEWAY_TOKEN": "a-token",
        "SMS_TIMEOUT": 2,
    }
    try:
        with override_settings(**settings):
            yield came
    finally:
        server.shutdown()
        server.server_close()


class LengthTests(SimpleTestCase):
    def test_segments_are_counted_as_phone_companies_do(self):
        for text, count in (("a" * 160, 1), ("a" * 161, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2)):
            self.assertEqual(segments(text), count, text[:2])
        for text, count in (("ա" * 70, 1), ("ա" * 71, 2), ("您" * 134, 2), ("您" * 135, 3), ("😀" * 36, 2)):
            self.assertEqual(segments(text), count, text[:2])

    @pytest.mark.proves("UX-59")
    def test_our_text_fits_two_segments_in_every_language_even_with_a_long_address(self):
        texts = set()
        for language in LANGUAGES:
            with self.subTest(language.code), override(language.code):
                for text in (
                    text_line("(626) 555-0100", LONG_LINK),
                    text_line("(626) 555-0100", f"{LONG_LINK}{ENTRY}", is_entry=True),
                    link_text(f"{LONG_LINK}{SURVEY}"),
                    reminder_text(long_date(LONG_DAY), "(626) 555-0100"),
                ):
                    self.assertLessEqual(segments(text), MOST_SEGMENTS, len(text))
                    self.assertIn("STOP", text)
                    texts.add(text)
        self.assertEqual(len(texts), 4 * len(LANGUAGES))


class GatewayTests(SimpleTestCase):
    message = TextMessage("+16265550142", "Hello", "row-1")

    def test_the_gateway_gets_the_message_with_the_token_and_its_id(self):
        with gateway(202) as came:
            send_text(self.message)
        ((token, body),) = came
        self.assertEqual(token, "Bearer a-token")
        self.assertEqual((body["to"], body["text"], body["id"]), ("+16265550142", "Hello", "row-1"))

    def test_a_refusal_and_a_gateway_that_is_away_are_heard_without_the_number(self):
        for status in (400, 500):
            with gateway(status), pytest.raises(OSError, match="HTTPError") as refused:
                send_text(self.message)
            self.assertNotIn("5550142", str(refused.value))
        with (
            override_settings(
                SMS_BACKEND="portal.common.sms.GatewayBackend", SMS_GATEWAY_URL="http://127.0.0.1:9/", SMS_TIMEOUT=1
            ),
            pytest.raises(OSError, match="URLError"),
        ):
            send_text(self.message)

    def test_an_address_that_is_not_safe_is_refused(self):
        settings = {"SMS_BACKEND": "portal.common.sms.GatewayBackend", "SMS_GATEWAY_URL": "http://sms.example.org/"}
        with override_settings(**settings), pytest.raises(OSError, match="https"):
            send_text(self.message)

    @override_settings(SMS_BACKEND="")
    def test_without_a_gateway_no_text_is_possible(self):
        self.assertFalse(is_available())
        with pytest.raises(OSError, match="set up"):
            send_text(self.message)
