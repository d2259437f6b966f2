"""Reads outreach/content: one folder for each language, with the questions, the guides and the other pages.

A language counts only when all its files are there: half a site under its address helps nobody.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.common.languages import Language

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"
FILES = ("faq", "guides", "pages")

Words = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """The words of one language: the topics and questions in order, and every page by its key, in order."""

    topics: list[Words]
    faqs: dict[str, Words]
    guides: dict[str, Words]
    pages: dict[str, Words]


def has_content(language: Language) -> bool:
    """Whether the folder of `language` is complete."""
    return all(_file(language, name).exists() for name in FILES)


def read_content(language: Language) -> Content:
    """All words of one language, as its files have them."""
    faq, guides, pages = (_read(language, name) for name in FILES)
    return Content(
        topics=faq["topics"],
        faqs={words["key"]: words for words in faq["faqs"]},
        guides={words["key"]: words for words in guides["pages"]},
        pages={words["key"]: words for words in pages["pages"]},
    )


def _file(language: Language, name: str) -> Path:
    return CONTENT_DIR / language.code / f"{name}.toml"


def _read(language: Language, name: str) -> Words:
    return tomllib.loads(_file(language, name).read_text(encoding="utf-8"))
