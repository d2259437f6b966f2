"""The seeded words of the outreach pages: every theme answered in plain words, nothing promised that others decide."""

import re
import tomllib
from pathlib import Path

import pytest

from home.staff.reading_level import grade
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE
from tests.home.test_content import flat

CONTENT = Path(__file__).resolve().parents[2] / "outreach" / "content"
FILES = ("faq", "guides", "pages")
CODES = [language.code for language in LANGUAGES if (CONTENT / language.code).is_dir()]
TRANSLATIONS = [code for code in CODES if code != SOURCE_LANGUAGE.code]
NAMES_FOR_CODE = re.compile(r".*\.(key|kind|topic|audience|to_confirm)|.*\.related\.\d+")
SCRIPTS = {"hy": re.compile(r"[\u0531-\u0587]"), "zh-hant": re.compile(r"[\u4e00-\u9fff]")}
SCRIPTS["zh-hans"] = SCRIPTS["zh-hant"]

# The 36 themes of DOMAIN section 6, in its order. The last but one, for police personnel, is three questions.
THEMES = [
    *("what-is-mediation", "which-concerns-fit", "what-does-not-fit", "must-i-take-part"),
    *("must-the-employee-take-part", "my-complaint-if-we-mediate", "if-we-do-not-mediate", "my-rights"),
    *("discipline", "employee-record", "who-are-the-mediators", "are-mediators-police", "neutral-mediator"),
    *("is-it-private", "is-it-recorded", "who-may-come", "uniform-or-weapon", "where-we-meet"),
    *("how-long-it-takes", "how-soon", "cost", "interpreter-and-access", "under-18", "immigration-status"),
    *("name-not-known", "how-long-ago", "open-case", "what-can-come-out", "is-the-agreement-binding"),
    *("someone-does-not-come", "feeling-unsafe", "what-the-city-learns", "what-is-published"),
    *("check-change-delete", "duty-time", "complain-about-us"),
]
MORE_OF_THEME_35 = ["union-representative", "not-an-admission"]
# Themes with a * in DOMAIN section 6: the City must confirm a fact.
STARRED = [
    *("must-the-employee-take-part", "my-complaint-if-we-mediate", "if-we-do-not-mediate", "my-rights"),
    *("employee-record", "who-may-come", "uniform-or-weapon", "how-long-ago", "open-case"),
    *("is-the-agreement-binding",),
]
GUIDES = [
    *("how-it-works", "for-community-members", "for-police-personnel", "what-to-expect", "your-privacy"),
    *("language-and-access", "mediators", "not-this-program"),
]
PAGES = ["faq", "events", "news", "materials", "figures", "contact", "accessibility", "privacy-notice", "search"]
LISTS = ["faq", "events", "news", "materials", "figures", "search"]
KINDS = {"text", "steps", "points", "notice", "contact"}

LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Times, ages and numbers that the program has set. Anything else would be made up.
FIGURES = {"911", "711", "14", "18", "20", "30", "60", "2.2"}
FORBIDDEN = re.compile(
    r"\b(erase\w*|expunge\w*|dismiss\w*|withdrawn|(drop(ped|s)?|withdraws?|delete) (the|your|a) complaint"
    r"|not be investigated|guarantee\w*|we promise|no one will ever|always private|completely|100"
    r"|citizens?|complainants?|accused|victims?|suspects?|reconcil\w+|restore trust|click here"
    r"|(sergeant|lieutenant|captain|chief|mr|mrs|ms|dr)\b\.? [A-Z])",
    re.IGNORECASE,
)
TRACES = re.compile(r"https?:|www\.|@|\d{3}[-. ]\d{4}|#\d|\bbadge (no\.?|number) ?\d|\b\d+ [A-Z][a-z]+ (St|Ave|Rd)")
PROPER_NAMES = {
    *("Police Department", "Social Security", "City Hall", "City Council", "Community-Police Mediation Program"),
    *("Pasadena Police Department", "Web Content Accessibility Guidelines"),
}
TWO_CAPITALS = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][\w-]+(?: [A-Z][\w-]+)+")


def content(code, name):
    """One parsed content file of one language."""
    return tomllib.loads((CONTENT / code / f"{name}.toml").read_text(encoding="utf-8"))


def pages(code="en"):
    """Every page of the guides and pages files."""
    return content(code, "guides")["pages"] + content(code, "pages")["pages"]


def faqs(code="en"):
    return content(code, "faq")["faqs"]


def words(text):
    """The text as it is read: links without their targets."""
    return LINK.sub(r"\1", text)


def page_texts(page):
    """The texts of a page that a reader sees, each link as its words."""
    seen = {path: text for path, text in flat(page).items() if text and not NAMES_FOR_CODE.fullmatch(f".{path}")}
    return [words(text) for path, text in seen.items() if path not in ("seo_title", "search_description")]


def everything_public(code="en"):
    """Every text of a language that a reader can see, by file and path."""
    return {
        f"{name}.{path}": text
        for name in FILES
        for path, text in flat(content(code, name)).items()
        if text and not NAMES_FOR_CODE.fullmatch(f".{path}")
    }


def targets(text):
    """Where the links of a text lead, in order."""
    return [target for _, target in LINK.findall(text)]


def by_key(items):
    return [pytest.param(item, id=item["key"]) for item in items]


def test_the_source_language_is_there_and_every_folder_is_a_language_of_the_portal():
    assert "en" in CODES
    assert {path.name for path in CONTENT.iterdir() if path.is_dir()} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_language_has_exactly_the_three_files(code):
    assert {path.name for path in (CONTENT / code).iterdir()} == {f"{name}.toml" for name in FILES}


def test_every_theme_has_its_answer_and_there_is_no_other():
    assert len(THEMES) == 36
    assert {faq["key"] for faq in faqs()} == {*THEMES, *MORE_OF_THEME_35}


def test_every_starred_theme_tells_the_editor_what_the_city_must_confirm():
    assert [faq["key"] for faq in faqs() if faq["key"] in STARRED and not faq["to_confirm"]] == []


def test_keys_are_unique_plain_slugs():
    keys = {
        "topics": [topic["key"] for topic in content("en", "faq")["topics"]],
        "faqs": [faq["key"] for faq in faqs()],
        "pages": [page["key"] for page in pages()],
    }
    for group, names in keys.items():
        assert sorted(set(names)) == sorted(names), group
        assert [name for name in names if not SLUG.fullmatch(name)] == []


def test_every_topic_is_used_and_every_question_names_a_topic_and_an_audience():
    topics = content("en", "faq")["topics"]
    assert {faq["topic"] for faq in faqs()} == {topic["key"] for topic in topics}
    assert {faq["audience"] for faq in faqs()} == {"community", "police", "both"}
    assert all(topic["title"] for topic in topics)


@pytest.mark.parametrize("faq", by_key(faqs()))
def test_a_question_is_short_and_its_answer_complete_but_not_long(faq):
    assert set(faq) - {"also_asked"} == {"key", "topic", "audience", "question", "answer", "to_confirm", "related"}
    assert len(faq["question"]) <= 90
    assert faq["question"].endswith("?")
    assert 40 <= len(words(" ".join(faq["answer"])).split()) <= 120
    assert max(len(paragraph) for paragraph in faq["answer"]) <= 400


@pytest.mark.parametrize("faq", by_key(faqs()))
def test_related_questions_exist_and_are_others(faq):
    related = faq["related"]
    assert 1 <= len(set(related)) == len(related) <= 3
    assert set(related) <= {other["key"] for other in faqs()} - {faq["key"]}


def test_every_page_is_there_in_its_file():
    assert [page["key"] for page in content("en", "guides")["pages"]] == GUIDES
    assert [page["key"] for page in content("en", "pages")["pages"]] == PAGES


@pytest.mark.parametrize("page", by_key(pages()))
def test_a_page_has_its_parts_at_lengths_that_fit(page):
    needed = {"key", "title", "seo_title", "search_description", "intro", "sections"}
    assert needed <= set(page) <= needed | {"empty", "labels"}
    assert len(page["title"]) <= 60
    assert len(page["seo_title"]) <= 65
    assert 60 <= len(page["search_description"]) <= 155
    assert len(page["intro"]) <= 300


@pytest.mark.parametrize("page", by_key(pages()))
def test_sections_have_unique_keys_a_known_kind_and_something_to_say(page):
    keys = [section["key"] for section in page["sections"]]
    assert sorted(set(keys)) == sorted(keys)
    for section in page["sections"]:
        assert set(section) == {"key", "kind", "heading", "paragraphs", "points"}
        assert re.fullmatch(r"[a-z0-9_]{2,20}", section["key"])
        assert section["kind"] in KINDS
        assert 0 < len(section["heading"]) <= 120
        assert section["points"] if section["kind"] in ("steps", "points") else section["paragraphs"]
        assert max(len(text) for text in section["paragraphs"] + section["points"]) <= 400


def test_pages_that_list_things_say_what_they_say_with_nothing_to_list():
    empty = {page["key"]: page["empty"] for page in pages() if "empty" in page}
    assert list(empty) == LISTS
    assert all(part["heading"] and part["paragraphs"] for part in empty.values())


def test_no_alert_shows_until_an_editor_writes_one():
    assert content("en", "pages")["alert"] == {"heading": "", "text": ""}


def test_links_lead_to_the_start_page_or_to_a_page_or_question_that_exists():
    known = {"request", *(f"page:{page['key']}" for page in pages()), *(f"faq:{faq['key']}" for faq in faqs())}
    linked = {(path, target) for path, text in everything_public().items() for target in targets(text)}
    assert {(path, target) for path, target in linked if target not in known} == set()
    assert {path for path, text in everything_public().items() if re.search(r"[\[\]]|\]\(", words(text))} == set()


def test_links_stand_only_where_they_are_shown_as_links():
    plain = re.compile(r".*\.(question|title|seo_title|search_description|heading|labels\.\w+)")
    assert {p for p, text in everything_public().items() if plain.fullmatch(p) and targets(text)} == set()


def test_no_page_or_answer_links_to_itself():
    assert [faq["key"] for faq in faqs() if f"(faq:{faq['key']})" in str(faq)] == []
    assert [page["key"] for page in pages() if f"(page:{page['key']})" in str(page)] == []


@pytest.mark.proves("UX-57")
@pytest.mark.parametrize("page", by_key(pages()))
def test_a_page_reads_at_grade_eight_or_below(page):
    assert grade(page_texts(page)) <= 8


@pytest.mark.proves("UX-57")
@pytest.mark.parametrize("faq", by_key(faqs()))
def test_an_answer_reads_at_grade_nine_or_below(faq):
    assert grade([faq["question"], *map(words, faq["answer"])]) <= 9


@pytest.mark.proves("UX-57")
def test_all_answers_together_read_at_grade_eight_or_below():
    assert grade([text for faq in faqs() for text in (faq["question"], *map(words, faq["answer"]))]) <= 8


def test_nothing_is_promised_that_others_decide_and_no_word_to_avoid_is_used():
    assert {path: found[0] for path, text in everything_public().items() if (found := FORBIDDEN.search(text))} == {}


def test_there_are_no_addresses_phone_numbers_badge_numbers_or_names_of_people():
    texts = everything_public()
    assert {path: text for path, text in texts.items() if TRACES.search(text)} == {}
    named = {(path, name) for path, text in texts.items() for name in TWO_CAPITALS.findall(words(text))}
    assert {(path, name) for path, name in named if name not in PROPER_NAMES} == set()


def test_every_figure_is_one_that_the_program_has_set():
    found = {number for text in everything_public().values() for number in re.findall(r"\d+(?:\.\d+)?", words(text))}
    assert found <= FIGURES


@pytest.mark.parametrize("key", ["is-it-private", "not-an-admission"])
def test_answers_about_privacy_name_the_criminal_case(key):
    assert "criminal case" in " ".join(next(faq["answer"] for faq in faqs() if faq["key"] == key))


@pytest.mark.parametrize("key", ["what-does-not-fit", "feeling-unsafe"])
def test_answers_about_danger_name_911(key):
    assert "911" in " ".join(next(faq["answer"] for faq in faqs() if faq["key"] == key))


def test_forbidden_words_are_found():
    assert FORBIDDEN.search("Your complaint will be withdrawn.")
    assert FORBIDDEN.search("We guarantee it.")
    assert TRACES.search("Call 626-555-0100.")
    assert TWO_CAPITALS.findall("Talk with Jane Example today.") == ["Jane Example"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_has_the_same_tables_keys_and_number_of_entries_as_the_source(code, name):
    assert list(flat(content(code, name))) == list(flat(content("en", name)))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_keeps_every_name_that_code_reads(code, name):
    source, translated = flat(content("en", name)), flat(content(code, name))
    names = [path for path in source if NAMES_FOR_CODE.fullmatch(f".{path}")]
    assert {path for path in names if translated.get(path) != source[path]} == set()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_links_to_the_same_places(code):
    source, translated = everything_public(), everything_public(code)
    assert {p for p in source if sorted(targets(source[p])) != sorted(targets(translated.get(p, "")))} == set()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_text_is_left_in_the_source_language(code):
    source, translated = everything_public(), everything_public(code)
    assert {path for path in source if translated.get(path) == source[path]} == set()


@pytest.mark.parametrize("code", [code for code in TRANSLATIONS if code in SCRIPTS])
def test_every_text_is_written_in_the_script_of_its_language(code):
    assert {path for path, text in everything_public(code).items() if not SCRIPTS[code].search(words(text))} == set()


@pytest.mark.parametrize("code", CODES)
def test_no_text_is_padded_or_empty_but_the_alert(code):
    texts = {f"{name}.{path}": t for name in FILES for path, t in flat(content(code, name)).items() if t is not None}
    allowed_empty = re.compile(r"pages\.alert\..*|.*\.to_confirm")
    assert {path for path, text in texts.items() if text != text.strip()} == set()
    assert {path for path, text in texts.items() if not text and not allowed_empty.fullmatch(path)} == set()


@pytest.mark.parametrize("code", CODES)
def test_search_descriptions_fit_in_a_result_list(code):
    assert max(len(page["search_description"]) for page in pages(code)) <= 160
