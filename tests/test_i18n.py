"""The catalogues hold together: every language, every message, with the same names to fill in and the same markup."""

import re

import polib
import pytest

from tests.messages import LOCALES, catalogue

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
TAGS = re.compile(r"</?\w+[^>]*>")


def entries(locale):
    return [entry for entry in polib.pofile(str(catalogue(locale))) if not entry.obsolete]


def texts(entry):
    """Each translated text of an entry beside the source text that it stands for."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]


@pytest.mark.parametrize("locale", LOCALES)
class TestCatalogue:
    def test_every_message_is_translated_and_none_is_a_guess(self, locale):
        assert [entry.msgid for entry in entries(locale) if entry.fuzzy or not entry.translated()] == []

    def test_every_language_has_the_same_messages(self, locale):
        first = {(entry.msgctxt, entry.msgid) for entry in entries(LOCALES[0])}
        assert {(entry.msgctxt, entry.msgid) for entry in entries(locale)} == first

    def test_names_to_fill_in_are_the_same(self, locale):
        for entry in entries(locale):
            for source, text in texts(entry):
                assert sorted(PLACEHOLDERS.findall(text)) == sorted(PLACEHOLDERS.findall(source)), entry.msgid

    def test_markup_is_the_same(self, locale):
        for entry in entries(locale):
            for source, text in texts(entry):
                assert TAGS.findall(text) == TAGS.findall(source), entry.msgid

    def test_no_text_begins_or_ends_with_another_space_or_line_break(self, locale):
        for entry in entries(locale):
            for source, text in texts(entry):
                assert text == text.strip() or source != source.strip(), entry.msgid

    def test_what_the_portal_reads_is_what_was_written(self, locale):
        written = catalogue(locale)
        compiled = written.with_suffix(".mo")
        assert compiled.exists(), "`make test` compiles the catalogues"
        read = {entry.msgid: entry.msgstr for entry in polib.mofile(str(compiled))}
        assert read == {entry.msgid: entry.msgstr for entry in entries(locale)}
