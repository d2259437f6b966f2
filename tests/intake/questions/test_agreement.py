"""The words of an agreement to mediate belong to its version, in every language (tests/golden/agreements.csv).

When a text changes, give it a new version in intake/questions/agreement.py and add its rows here: the failing test
prints them. Rows of earlier versions stay, so that a stored hash can always be explained.
"""

import csv
from pathlib import Path as FilePath

import pytest
from django.test import SimpleTestCase
from django.utils.translation import override

from home.staff.reading_level import HARDEST_GRADE, grade
from intake.constants import Side
from intake.questions.agreement import AGREEMENTS, agreement_record
from portal.common.languages import LANGUAGES

GOLDEN = FilePath(__file__).resolve().parents[2] / "golden" / "agreements.csv"
PROMISES = ("withdraw", "drop the", "dismiss", "will be closed", "will be erased", "not be investigated")
"""Words of promises that AB 1388 forbids."""


def rows_of_today():
    for language in LANGUAGES:
        with override(language.code):
            for side in Side:
                record = agreement_record(side, language.code)
                yield (side.value, record["version"], language.code, record["sha256"])


class AgreementTests(SimpleTestCase):
    def test_no_words_changed_without_a_new_version(self):
        with GOLDEN.open(newline="") as file:
            known = {tuple(row) for row in csv.reader(file)}
        self.assertEqual([row for row in rows_of_today() if row not in known], [])

    def test_a_version_in_a_language_has_one_text(self):
        with GOLDEN.open(newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len({tuple(row[:3]) for row in rows}), len(rows))

    def test_every_language_says_every_point_in_its_own_words(self):
        for side, text in AGREEMENTS.items():
            with override("en"):
                english = [str(point) for point in text.points]
            for language in LANGUAGES[1:]:
                with self.subTest(side=side, language=language.code), override(language.code):
                    own = [str(point) for point in text.points]
                    self.assertEqual(len(agreement_record(side, language.code)["text"].splitlines()), len(english))
                    self.assertFalse(set(own) & set(english))

    def test_it_promises_nothing_about_a_complaint_that_the_law_forbids(self):
        with override("en"):
            for side in Side:
                text = agreement_record(side, "en")["text"].lower()
                self.assertEqual([promise for promise in PROMISES if promise in text], [])


@pytest.mark.parametrize("side", list(Side))
def test_the_english_reads_at_grade_eight_or_below(side):
    with override("en"):
        assert grade(str(point) for point in AGREEMENTS[side].points) <= HARDEST_GRADE
