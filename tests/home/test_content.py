"""The seeded words of the public site: every language says the same things, completely, in its own script."""

import re
import tomllib
from pathlib import Path

import pytest

from home.staff.reading_level import grade, syllables
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE

CONTENT = Path(__file__).resolve().parents[2] / "home" / "content"
TRANSLATIONS = [language.code for language in LANGUAGES if language != SOURCE_LANGUAGE]
SAME_EVERYWHERE = re.compile(r"program\.(phone|tty|email)|request\.blocks\.\d+\.key")
SCRIPTS = {"hy": re.compile(r"[\u0531-\u0587]"), "zh-hant": re.compile(r"[\u4e00-\u9fff]")}
SCRIPTS["zh-hans"] = SCRIPTS["zh-hant"]
LATIN_MARKS = {"hy": re.compile(r"[?!:;]"), "zh-hant": re.compile(r"[?!:;,]"), "zh-hans": re.compile(r"[?!:;,]")}
BLOCKS = ["what", "who_sees", "time", "prepare", "other_ways"]


def content(code):
    """The parsed content file of one language."""
    return tomllib.loads((CONTENT / f"{code}.toml").read_text(encoding="utf-8"))


def flat(value, path=""):
    """Every text and empty list of a content file by its dotted path: `home.steps.0.title`."""
    if isinstance(value, str):
        return {path: value}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    texts = {name: text for key, child in items for name, text in flat(child, f"{path}.{key}".strip(".")).items()}
    return texts or {path: None}


def prose(code):
    """The texts a reader sees: all but keys, numbers and addresses."""
    return {path: text for path, text in flat(content(code)).items() if text and not SAME_EVERYWHERE.fullmatch(path)}


def test_every_language_of_the_portal_has_its_content_file_and_no_file_is_left_over():
    assert {path.stem for path in CONTENT.glob("*.toml")} == {language.code for language in LANGUAGES}


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_has_the_same_tables_keys_and_number_of_entries_as_the_source(code):
    assert list(flat(content(code))) == list(flat(content(SOURCE_LANGUAGE.code)))


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_no_text_is_empty_or_padded(code):
    texts = {path: text for path, text in flat(content(code)).items() if text is not None}
    assert {path for path, text in texts.items() if not text or text != text.strip()} == set()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_text_is_left_in_the_source_language(code):
    source, translated = flat(content(SOURCE_LANGUAGE.code)), flat(content(code))
    same = {path for path, text in translated.items() if text and text == source[path]}
    assert {path for path in same if not SAME_EVERYWHERE.fullmatch(path)} == set()


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_numbers_addresses_and_block_keys_are_the_same_in_every_language(code):
    source, translated = flat(content(SOURCE_LANGUAGE.code)), flat(content(code))
    assert {p: translated[p] for p in source if SAME_EVERYWHERE.fullmatch(p)} == {
        p: text for p, text in source.items() if SAME_EVERYWHERE.fullmatch(p)
    }


@pytest.mark.parametrize("code", SCRIPTS)
def test_every_text_is_written_in_the_script_of_its_language(code):
    assert {path for path, text in prose(code).items() if not SCRIPTS[code].search(text)} == set()


@pytest.mark.parametrize("code", SCRIPTS)
def test_every_text_uses_the_punctuation_of_its_language(code):
    assert {path for path, text in prose(code).items() if LATIN_MARKS[code].search(text)} == set()


def test_the_two_kinds_of_chinese_are_two_texts():
    hant, hans = prose("zh-hant"), prose("zh-hans")
    assert {path for path in hant if hant[path] == hans[path] and len(hant[path]) > 12} == set()
    assert not re.search(r"[们这说员为时间题请对见来会让谈还]", " ".join(hant.values()))
    assert not re.search(r"[們這說員為時間題請對見來會讓談還]", " ".join(hans.values()))


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_the_start_page_has_its_five_marked_blocks(code):
    blocks = content(code)["request"]["blocks"]
    assert [block["key"] for block in blocks] == BLOCKS
    assert all(block["heading"] and block["text"] for block in blocks)


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_the_start_page_sends_emergencies_to_911_and_says_it_is_no_complaint(code):
    request = content(code)["request"]
    assert "911" in request["urgent"]["heading"]
    assert request["complaint"]["heading"]
    assert len(request["complaint"]["text"]) >= 3


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_search_descriptions_fit_in_a_result_list(code):
    texts = content(code)
    assert max(len(texts[page]["search_description"]) for page in ("home", "request")) <= 160


@pytest.mark.proves("UX-57")
@pytest.mark.parametrize("part", ["home", "request"])
def test_the_english_source_reads_at_grade_eight_or_below(part):
    texts = [text for path, text in prose("en").items() if path.startswith(f"{part}.")]
    assert grade(texts) <= 8


@pytest.mark.parametrize(
    ("word", "count"), [("mediation", 4), ("employee", 3), ("asked", 1), ("agreed", 2), ("time", 1), ("people", 2)]
)
def test_syllables_are_counted_as_spoken(word, count):
    assert syllables(word) == count


def test_the_grade_tells_plain_words_from_officialese():
    plain = ["We talk with you. You can stop at any time."]
    official = ["Participation in administrative adjudication necessitates comprehensive documentation of allegations."]
    assert grade(plain) < 4
    assert grade(official) > 12
