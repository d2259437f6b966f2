"""The check for fonts: which languages lack letters. Real fonts are asked in tests/e2e/test_pdf.py."""

import pytest

from portal.common.checks.fonts import without_letters
from portal.common.languages import LANGUAGES, Language


def lacking(*covered):
    return [language.code for language in without_letters(LANGUAGES, frozenset(covered))]


def test_without_fonts_every_language_lacks_letters():
    assert lacking() == [language.code for language in LANGUAGES]


def test_each_chinese_script_asks_for_its_own_letters():
    assert lacking("en", "es", "hy", "zh-cn") == ["zh-hant"]
    assert lacking("en", "es", "hy", "zh-tw") == ["zh-hans"]


@pytest.mark.parametrize("name", ["pa", "pa-pk"])
def test_a_new_language_is_known_by_its_name_or_with_its_territory(name):
    punjabi = Language("pa", "pa", "پنجابی", "pa_Arab_PK", direction="rtl")
    assert without_letters([punjabi], frozenset({name})) == []
