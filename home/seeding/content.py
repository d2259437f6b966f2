"""Reads the words of the site from home/content/<code>.toml into unsaved pages and program details.

Blocks get ids made from their place, so that the same block has the same id in every language: wagtail-localize
matches texts by id, and it skips list entries that have none (docs/decisions/languages.md).
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from home.models import HomePage, ProgramDetails, RequestPage
from home.models.request_page import START_PAGE_SLUG
from portal.common.languages import Language

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"
NAMESPACE = uuid5(NAMESPACE_URL, "mediation-portal/home/content")

# Parts of the start page for those who do not go on here: they would stand between the others and the button.
BELOW_THE_BUTTON = ("other_ways",)

Words = dict[str, Any]
Blocks = list[dict[str, Any]]


def has_content(language: Language) -> bool:
    """Whether there is a content file for `language`."""
    return _file(language).exists()


def read_content(language: Language) -> Words:
    """The words of one language as its file has them: the tables `program`, `home` and `request`."""
    return tomllib.loads(_file(language).read_text(encoding="utf-8"))


def program_details(words: Words) -> ProgramDetails:
    """Unsaved program details with the words of `words["program"]`."""
    return ProgramDetails(**words["program"])


def home_page(words: Words) -> HomePage:
    """An unsaved home page with the words of `words["home"]`."""
    home = words["home"]
    return HomePage(
        **named(home, "title seo_title search_description hero_heading hero_text action_label how_heading"),
        slug="home",
        questions_heading=home["questions_heading"],
        closing_heading=home["closing"]["heading"],
        closing_text=home["closing"]["text"],
        steps=[block("home.steps", number, "step", step) for number, step in enumerate(home["steps"])],
        questions=[block("home.questions", number, "question", pair) for number, pair in enumerate(home["questions"])],
    )


def request_page(words: Words) -> RequestPage:
    """An unsaved start page with the words of `words["request"]`."""
    request = words["request"]
    return RequestPage(
        **named(request, "title seo_title search_description intro start_label"),
        slug=START_PAGE_SLUG,
        notices=[_notice(key, request[key]) for key in ("urgent", "complaint")],
        sections=[_section(part) for part in request["blocks"] if part["key"] not in BELOW_THE_BUTTON],
        after=[
            *(_section(part) for part in request["blocks"] if part["key"] in BELOW_THE_BUTTON),
            _section({"key": "next", **request["next"]}),
        ],
    )


def _file(language: Language) -> Path:
    return CONTENT_DIR / f"{language.code}.toml"


def named(words: Words, names: str) -> Words:
    """The entries of a table that have these names, parted by spaces."""
    return {name: words[name] for name in names.split()}


def _id(place: str) -> str:
    return str(uuid5(NAMESPACE, place))


def block(place: str, key: str | int, kind: str, value: Any) -> Words:
    """A stream block or list entry as Wagtail stores it; its id comes from its place, so it is the same everywhere."""
    return {"type": kind, "id": _id(f"{place}.{key}"), "value": value}


def items(place: str, texts: Iterable[str]) -> Blocks:
    """The entries of a list block."""
    return [block(place, number, "item", text) for number, text in enumerate(texts)]


def _section(words: Words) -> Words:
    place = f"request.{words['key']}"
    value = named(words, "key heading") | {
        "text": items(f"{place}.text", words["text"]),
        "points": items(f"{place}.points", words["points"]),
    }
    return block("request", words["key"], "section", value)


def _notice(key: str, words: Words) -> Words:
    value = {
        "key": key,
        "heading": words["heading"],
        "text": items(f"request.{key}.text", words["text"]),
        "help_label": words.get("help_label", ""),
    }
    return block("request", key, "notice", value)
