"""A mail is in its reader's language, says nothing, and is the same message however often it is tried."""

import pytest
from django.core import mail
from django.test import SimpleTestCase, override_settings
from django.utils import translation

from portal.common.languages import LANGUAGES
from portal.common.mail import NeutralMail, message_id, send_mail


def a_mail(language="es", **more):
    given = {"to": "rosa@example.org", "language": language, "line": "-", "link": "https://example.org/", "id": "row-1"}
    send_mail(NeutralMail(**given | more))
    return mail.outbox[-1]


class MailTests(SimpleTestCase):
    @pytest.mark.proves("UX-59", "G10")
    def test_it_speaks_the_language_of_its_reader_and_its_sender_says_nothing(self):
        with translation.override("en"):
            messages = [a_mail(language.code) for language in LANGUAGES]
        for part in ("subject", "body", "from_email"):
            self.assertEqual(len({getattr(message, part) for message in messages}), len(LANGUAGES), part)
        for message in messages:
            self.assertRegex(message.from_email, r"^.+ <no-reply@example\.org>$")
            self.assertNotIn("ediation", message.from_email)

    def test_whoever_allows_the_name_of_the_program_gets_it_as_the_sender(self):
        self.assertEqual(a_mail(names_program=True).from_email, "Mediation Program <no-reply@example.org>")

    @pytest.mark.proves("G15")
    def test_each_try_carries_the_same_id(self):
        ids = {a_mail().extra_headers["Message-ID"] for _ in range(2)}
        self.assertEqual(ids, {"<row-1@example.org>"})
        self.assertEqual(message_id("row-2", ""), "<row-2@localhost>")

    @pytest.mark.proves("G10")
    def test_no_one_can_add_a_header(self):
        for field in ("to", "id"):
            with self.subTest(field), pytest.raises(ValueError):  # noqa: PT011 - Django's BadHeaderError is one
                a_mail(**{field: "rosa@example.org\nBcc: x@example.org"})

    @override_settings(EMAIL_BACKEND="tests.portal.test_mail.Missing")
    def test_a_fault_is_raised_to_the_worker(self):
        with pytest.raises(ImportError):
            a_mail()
