"""A message is in its reader's language and says nothing; one that can't be sent costs nobody their request."""

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import TestCase, override_settings
from django.utils import translation

from portal.common.languages import LANGUAGES
from portal.common.mail import NeutralMail, send_on_commit


class Hangs(BaseEmailBackend):
    def send_messages(self, messages):
        raise TimeoutError(messages[0].to[0])


class UnsentTests(TestCase):
    def failing(self, address):
        with (
            self.assertLogs("portal.common.mail", level="ERROR") as log,
            self.captureOnCommitCallbacks(execute=True),
        ):
            send_on_commit(NeutralMail(to=address, language="es", line="Una línea"))
        return "".join(log.output)

    @pytest.mark.proves("G24")
    def test_a_server_that_hangs_leaves_one_line_without_the_address(self):
        with override_settings(EMAIL_BACKEND="tests.portal.test_mail.Hangs"):
            log = self.failing("rosa@example.org")
        self.assertIn("TimeoutError", log)
        self.assertNotIn("rosa", log)

    @pytest.mark.proves("G24")
    def test_an_address_that_no_mail_can_be_written_to_does_so_too(self):
        log = self.failing("rosa@\u200b.org")
        self.assertNotIn("rosa", log)
        self.assertNotIn("Traceback", log)


class LanguageTests(TestCase):
    @pytest.mark.proves("UX-59")
    def test_a_mail_speaks_the_language_of_its_reader_and_names_its_sender(self):
        with translation.override("en"), self.captureOnCommitCallbacks(execute=True):
            for language in LANGUAGES:
                send_on_commit(NeutralMail(to="rosa@example.org", language=language.code, line="-"))
        for language, message in zip(LANGUAGES, mail.outbox, strict=True):
            with self.subTest(language.code):
                self.assertIn(f"/{language.code}/", message.body)
                self.assertRegex(message.from_email, r"^\w[\w ]+ <[^>]+>$")
        for part in ("subject", "body"):
            self.assertEqual(len({getattr(message, part).replace("-", "") for message in mail.outbox}), len(LANGUAGES))
