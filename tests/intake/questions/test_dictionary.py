"""docs/reference/data-dictionary.md is what the catalogue says."""

from pathlib import Path

from django.test import SimpleTestCase

from intake.management.commands.data_dictionary import data_dictionary

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "data-dictionary.md"


class DictionaryTests(SimpleTestCase):
    def test_the_page_is_up_to_date(self):
        self.assertEqual(PAGE.read_text(), data_dictionary(), "run: manage.py data_dictionary > docs/reference/…")
