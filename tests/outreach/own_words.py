"""Finds words of another language in a page: each text is judged by the language that its nearest `lang` names.

No dictionary: scripts tell Armenian, Chinese and Latin apart; the character sets of the two Chinas and of Taiwan tell
simplified from traditional; the small words without which nobody writes a sentence tell English from Spanish.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Doctype, Tag

from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, Language

BY_TAG = {language.tag: language for language in LANGUAGES}
ATTRIBUTES = ("aria-label", "aria-description", "title", "alt", "placeholder")
SILENT = ("script", "style", "noscript", "template")
META = re.compile(
    r"^(description|og:title|og:description|og:site_name|og:image:alt|twitter:title|twitter:description)$"
)

# Addresses are the same in every language.
ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
# The words that our Armenian and Chinese pages have in Latin letters: what a reader must say or find in English, the
# name of a standard, and what everybody writes so.
LATIN_WORDS = (
    "Armenian Cantonese Mandarin District Attorney Sheriff Social Security body cameras county ticket"
    " Web Content Accessibility Guidelines WCAG AA Cookie JavaScript IP PDF RSS TTY KB conservator she he they"
)
LATIN = frozenset(LATIN_WORDS.split())
# The same in English and Spanish.
SAME = {"No", "Error"}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

SCRIPTS = {"hy": r"[\u0531-\u058f]", "zh": r"[\u3007\u3400-\u9fff]", "latin": r"[A-Za-z\u00c0-\u024f]"}
OWN_SCRIPT = {"en": "latin", "es": "latin", "hy": "hy", "zh-hant": "zh", "zh-hans": "zh"}
# What cannot be written in the character set of the other side is not ours: Big5 has the traditional forms, GB 2312 the
# simplified ones.
CHARACTERS = {"zh-hant": "big5", "zh-hans": "gb2312"}
# Words that are no word of the other language, so not: a, me, no, he, has, son, sin, once, sea, era, con.
SMALL_WORDS = {
    "en": "the of and to in is are was be been it its you your we our us they their this that these those with for from"
    " what who when where how why can will would should must not or if but by on at about there here does did than then"
    " also only which have had more most other after before please",
    "es": "el la los las un una unos unas de del y e en que qué quién cuándo cuál dónde cómo por para su sus se es está"
    " están son ser si sí lo le les al o más muy pero como este esta estos esto ese usted nos nuestro también puede"
    " ni ya hay",
}
NOT_IN = {"en": "es", "es": "en"}
SMALL = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}


def foreign(soup: BeautifulSoup) -> list[str]:
    """One line for each text of the page with words that its language does not have."""
    return [f"{text[:120]}: {found}" for language, text in texts(soup) if (found := strange(text, language))]


def untranslated(soup: BeautifulSoup, english: BeautifulSoup) -> list[str]:
    """The texts that a page has in common with the same page in English, though it claims another language."""
    source = {text for language, text in texts(english) if language == SOURCE_LANGUAGE}
    own = {text for language, text in texts(soup) if language != SOURCE_LANGUAGE}
    return sorted(text for text in own & source if set(WORD.findall(ADDRESS.sub(" ", text))) - LATIN - SAME)


def texts(soup: BeautifulSoup) -> Iterator[tuple[Language, str]]:
    """Every text that somebody sees or hears, with the language that it claims to be in."""
    for tag in soup.find_all(True):
        for name in ATTRIBUTES:
            if tag.get(name):
                yield language_at(tag), str(tag[name])
        if tag.name == "meta" and META.match(str(tag.get("name") or tag.get("property") or "")):
            yield language_at(tag), str(tag["content"])
        if tag.name == "input" and tag.get("type") in ("submit", "button") and tag.get("value"):
            yield language_at(tag), str(tag["value"])
    for string in soup.find_all(string=True):
        if string.strip() and string.parent.name not in SILENT and not isinstance(string, Comment | Doctype):
            yield language_at(string.parent), " ".join(string.split())


def language_at(tag: Tag) -> Language:
    """The language of the nearest `lang` at or above this element."""
    marked = tag if tag.get("lang") else tag.find_parent(lang=True)
    return BY_TAG[str(marked["lang"])]


def strange(text: str, language: Language) -> list[str]:
    """The words or characters of `text` that are not of `language`."""
    plain = ADDRESS.sub(" ", text)
    others = SCRIPTS.keys() - {OWN_SCRIPT[language.code]}
    found = [word for other in sorted(others) for word in re.findall(f"{SCRIPTS[other]}+", plain) if word not in LATIN]
    if charset := CHARACTERS.get(language.code):
        found += [letter for letter in re.findall(SCRIPTS["zh"], plain) if not letter.encode(charset, "ignore")]
    if other := NOT_IN.get(language.code):
        found += [word for word in WORD.findall(plain) if word.lower() in SMALL[other] - SMALL[language.code]]
    return found
