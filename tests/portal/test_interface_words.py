"""The English words of buttons, errors and notices are as plain as the pages (UX-57)."""

import re

import polib
import pytest

from home.staff.reading_level import HARDEST_GRADE, grade
from tests.messages import LOCALES, catalogue

MARKUP = re.compile(r"<[^>]+>|%\(\w+\)s")
A_SENTENCE = 8  # words; a grade says nothing about fewer
# One sentence alone swings by some grades where it holds a long word.
HARDEST_SENTENCE = HARDEST_GRADE + 3


def sentences():
    """Every message of the sources that is long enough to be read as a sentence."""
    texts = [MARKUP.sub("", entry.msgid) for entry in polib.pofile(str(catalogue(LOCALES[0]))) if not entry.obsolete]
    return [text for text in texts if len(text.split()) >= A_SENTENCE]


@pytest.mark.proves("UX-57")
def test_the_interface_reads_at_grade_eight_or_below():
    assert len(sentences()) > 20
    assert grade(sentences()) <= HARDEST_GRADE


@pytest.mark.proves("UX-57")
def test_no_message_stands_far_above_it():
    assert {text: grade([text]) for text in sentences() if grade([text]) > HARDEST_SENTENCE} == {}
