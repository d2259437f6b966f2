"""The blank form as a PDF: written once for each language and version of the site, whoever asks how often."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from unittest import mock

from django.test import TestCase

from intake.views import blank
from portal.common import pdf
from portal.common.languages import LANGUAGES
from tests.base import keeping_values

ADDRESS = "/{}/referral/blank.pdf"


class BlankPdfTests(TestCase):
    def setUp(self):
        self.written = self.enterContext(mock.patch.object(pdf, "pdf_of", side_effect=self.write))

    def write(self, html, *, language, **facts):
        return f"%PDF {language.code} {self.written.call_count}".encode()

    def asks(self, code):
        return self.client.get(ADDRESS.format(code))

    def test_it_is_written_once_for_each_language_until_the_site_changes(self):
        with keeping_values():
            for language in LANGUAGES:
                first, second = self.asks(language.code), self.asks(language.code)
                self.assertIn(f"%PDF {language.code}".encode(), first.content)
                self.assertEqual(first.content, second.content)
                self.assertEqual(first["Content-Disposition"], f'inline; filename="request-{language.code}.pdf"')
        self.assertEqual(self.written.call_count, len(LANGUAGES))
        with keeping_values():
            self.asks("es")
        self.assertEqual(self.written.call_count, len(LANGUAGES) + 1)

    def test_a_crowd_waits_for_the_one_that_is_being_written(self):
        begun = Event()

        def slowly(html, **facts):
            begun.set()
            Event().wait(0.2)
            return b"%PDF"

        self.written.side_effect = slowly
        program = self.enterContext(mock.patch.object(blank, "program_in"))
        with keeping_values(), ThreadPoolExecutor(8) as crowd:
            answers = list(crowd.map(blank.kept_pdf, [LANGUAGES[0]] * 20))
        self.assertTrue(begun.is_set())
        self.assertEqual((set(answers), self.written.call_count, program.call_count), ({b"%PDF"}, 1, 1))

    def test_where_none_can_be_written_the_page_to_print_is_shown_and_nothing_is_kept(self):
        self.written.side_effect = pdf.PdfUnavailable
        with keeping_values():
            self.assertRedirects(self.asks("hy"), "/hy/referral/blank/")
            self.written.side_effect = self.write
            self.assertEqual(self.asks("hy").status_code, 200)
