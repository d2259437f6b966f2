"""The texts of letters that the portal comes with: complete, the same in every language, plain, no promises."""

import re

import pytest

from home.staff.reading_level import HARDEST_GRADE, grade
from intake.constants import LetterKind
from intake.rules.placeholders import mistakes_in, names_in
from intake.services.letter_template import texts_of
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE

ENGLISH = texts_of(SOURCE_LANGUAGE)
# Words by which a letter would promise a result, judge, or take somebody for a citizen.
NEVER = re.compile(
    r"\b(guarantee|we promise|will be resolved|complainant|accused|victim|suspect|citizen)", re.IGNORECASE
)
SCRIPTS = {"hy": r"[Ա-ֆ]", "zh-hant": r"[\u4e00-\u9fff]", "zh-hans": r"[\u4e00-\u9fff]"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
class TestLanguage:
    def test_every_event_has_its_letter(self, language):
        assert set(texts_of(language)) == set(LetterKind)

    def test_it_fills_in_the_same_and_nothing_unknown(self, language):
        for kind, words in texts_of(language).items():
            assert mistakes_in(words["title"] + words["body"], kind) == [], kind
            assert sorted(names_in(words["body"])) == sorted(names_in(ENGLISH[kind]["body"])), kind

    def test_it_has_as_many_paragraphs_and_is_in_its_own_script(self, language):
        for kind, words in texts_of(language).items():
            assert words["body"].count("\n\n") == ENGLISH[kind]["body"].count("\n\n"), kind
            assert re.search(SCRIPTS.get(language.code, r"\w"), words["title"]), kind
            if language != SOURCE_LANGUAGE:
                assert words["title"] != ENGLISH[kind]["title"]


@pytest.mark.parametrize("kind", LetterKind)
def test_english_is_easy_to_read_and_promises_nothing(kind):
    words = ENGLISH[kind]
    paragraphs = [part for part in words["body"].split("\n\n") if "{program}" not in part]
    assert grade([words["title"], *paragraphs]) <= HARDEST_GRADE
    assert not NEVER.search(words["body"])


def test_both_sides_get_the_same_words_at_the_end():
    """One text for both, and none that says who said no."""
    for kind in (LetterKind.NOT_MEDIATED, LetterKind.WITHDRAWN):
        assert not re.search(r"\b(you|they|other side) (said no|declined|withdrew)", ENGLISH[kind]["body"])
