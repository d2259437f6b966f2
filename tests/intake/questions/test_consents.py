"""The words of a consent belong to its version, in every language (tests/golden/consents.csv).

When a text changes, give it a new version in intake/questions/consents.py and add its rows here: the failing test
prints them. Rows of earlier versions stay, so that a stored hash can always be explained.
"""

import csv
from pathlib import Path as FilePath

from django.test import SimpleTestCase
from django.utils.translation import override

from intake.constants import Path
from intake.questions.consents import CITY_REVIEW, CONSENTS, REVIEW, record_of
from portal.common.languages import LANGUAGES

GOLDEN = FilePath(__file__).resolve().parents[2] / "golden" / "consents.csv"


def rows_of_today():
    for language in LANGUAGES:
        with override(language.code):
            for path in Path:
                for text in record_of(path, language.code)["texts"]:
                    yield (text["key"], text["version"], path.value, language.code, text["sha256"])


class ConsentTests(SimpleTestCase):
    def test_no_words_changed_without_a_new_version(self):
        with GOLDEN.open(newline="") as file:
            known = {tuple(row) for row in csv.reader(file)}
        self.assertEqual([row for row in rows_of_today() if row not in known], [])

    def test_a_version_in_a_language_has_one_text(self):
        with GOLDEN.open(newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len({tuple(row[:4]) for row in rows}), len(rows))

    def test_what_is_recorded_is_what_was_asked(self):
        for path in Path:
            with override("es"):
                record = record_of(path, "es")
            asked = CITY_REVIEW if path is Path.CITY else REVIEW
            self.assertEqual([text["key"] for text in record["texts"]], [question.key for question in asked.questions])
            for text in record["texts"]:
                question = next(consent.question for consent in CONSENTS if consent.key == text["key"])
                with override("es"):
                    self.assertEqual(text["text"], str(question.asked_on(path).label))
