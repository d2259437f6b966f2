"""Error pages: in the reader's language, with the help line, and without whatever failed."""

import re
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from home import context
from home.models import ProgramDetails, RequestPage
from portal.common.languages import BY_CODE, LANGUAGES
from tests.home.site import CODES, SeededSite

PHONE = 'href="tel:+16265550100"'


class ErrorPageTest(SeededSite):
    def setUp(self):
        self.browser = Client(raise_request_exception=False)
        context._last_seen.clear()
        self.addCleanup(context._last_seen.clear)

    def fails(self, address):
        with mock.patch.object(RequestPage, "get_context", side_effect=ZeroDivisionError("canary-reason")):
            return self.browser.get(address)

    def assert_in_language(self, page, code, title):
        text = page.content.decode()
        self.assertIn(f'<html lang="{BY_CODE[code].tag}"', text)
        self.assertIn(PHONE, text)
        self.assertIn(f'class="button" href="/{code}/"', text)
        self.assertIn(title, text)

    @pytest.mark.proves("UX-60")
    def test_an_address_that_leads_nowhere_is_a_404_in_every_language(self):
        titles = set()
        for code in CODES:
            page = self.browser.get(f"/{code}/nowhere/")
            self.assertEqual(page.status_code, 404)
            self.assert_in_language(page, code, "<h1>")
            titles.add(re.search(r"<h1>(.*?)</h1>", page.content.decode())[1])
        self.assertEqual(len(titles), len(CODES))

    @pytest.mark.proves("UX-60")
    def test_a_failure_is_a_500_in_every_language_with_the_help_line(self):
        titles = set()
        for code in CODES:
            page = self.fails(f"/{code}/request/")
            self.assertEqual(page.status_code, 500)
            self.assert_in_language(page, code, "<h1>")
            self.assertNotContains(page, "canary-reason", status_code=500)
            self.assertNotContains(page, "Traceback", status_code=500)
            titles.add(re.search(r"<h1>(.*?)</h1>", page.content.decode())[1])
        self.assertEqual(len(titles), len(CODES))

    def test_it_asks_the_database_nothing_once_the_help_line_is_known(self):
        self.browser.get("/en/")
        with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
            page = self.browser.get("/hy/request/")
        self.assertEqual(page.status_code, 500)
        self.assert_in_language(page, "hy", "<h1>")

    def test_it_stands_even_when_the_help_line_was_never_read(self):
        with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
            page = self.browser.get("/es/request/")
        self.assertEqual(page.status_code, 500)
        self.assertContains(page, "<h1>", status_code=500)
        self.assertNotContains(page, "tel:", status_code=500)

    def test_it_follows_a_changed_help_line(self):
        self.browser.get("/en/")
        ProgramDetails.objects.update(phone="+16265550199")
        self.browser.get("/en/")
        self.assertContains(self.fails("/es/request/"), "tel:+16265550199", status_code=500)


class MaintenancePageTest(SeededSite):
    @pytest.mark.proves("UX-60")
    def test_it_holds_every_language_and_nothing_from_elsewhere(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "503.html"
            call_command("maintenance_page", file, verbosity=0, stdout=mock.Mock())
            page = file.read_text()
        parts = re.findall(r'<section lang="([^"]+)" dir="ltr">(.*?)</section>', page, re.DOTALL)
        self.assertEqual([tag for tag, _ in parts], [language.tag for language in LANGUAGES])
        for _, part in parts:
            self.assertIn(PHONE, part)
        self.assertEqual(page.count("<h1>"), 1)
        self.assertFalse(re.search(r"src=|<link|url\(|https?:", page))
