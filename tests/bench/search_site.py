"""Runs in a process of its own, on a database of its own: fills it with questions, searches, prints one JSON object.

The texts are words of the portal's own pages at random, so that each language has its letters and its common words; one
word stands on nearly every page and one on very few, since those are the two ends of what a search can cost.
"""

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
from django.db import connection
from django.test import RequestFactory

django.setup()  # before anything below that needs the models

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402

from home.search.index import entry_of, write  # noqa: E402
from home.views.search import results  # noqa: E402
from portal.common.languages import BY_CODE, LANGUAGES  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PAGES = 10_000
BATCH = 1000
ROUNDS = 40
QUOTED = re.compile(r'= "([^"]{20,})"')
COMMON = {"en": "mediation", "es": "mediación", "hy": "հաշտարարություն", "zh-hant": "調解", "zh-hans": "调解"}
RARE = "xylophone"
SEARCHES = {
    "en": ("xylophone", "mediation", "mediation police", "mediation xylofone", "interp", "officers talked", "qqqq"),
    "es": ("mediacion", "policía", "la policía investigaciones", "mediasion"),
    "hy": ("հաշտարարություն", "ոստիկանության", "հաշտարարության ոստիկան", "ոստիկանյուն"),
    "zh-hant": ("調解", "調", "警察調解", "我可以不去見警察嗎"),
    "zh-hans": ("调解", "的", "我可以不去见警察吗"),
}


def vocabulary(code: str) -> tuple[list[str], str]:
    """Words of the language from the seeded texts, and what stands between them."""
    files = [
        ROOT / "home" / "content" / f"{code}.toml",
        *sorted((ROOT / "outreach" / "content" / code).rglob("*.toml")),
    ]
    text = " ".join(line for file in files for line in QUOTED.findall(file.read_text()))
    if code.startswith("zh"):
        return re.findall("[\u4e00-\u9fff]", text), ""
    return text.split(), " "


def texts(code: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Title and text of each page: eight words and a hundred, or as many letters as say the same in Chinese."""
    given, between = vocabulary(code)
    title_length, length = (14, 150) if not between else (8, 110)
    for number in range(PAGES):
        title = between.join(dice.choices(given, k=title_length))
        body = between.join(dice.choices(given, k=length))
        if dice.random() < 0.96:
            body = f"{body} {COMMON[code]}"
        yield title, f"{body} {RARE}" if number % 500 == 3 else body


def fill() -> None:
    """PAGES live pages with their entries in each language. Nothing serves them, so there is no tree above them."""
    with connection.cursor() as cursor:
        # A thousand entries at a time take longer than a request may, where other work is done on the machine.
        cursor.execute("SET statement_timeout = 0")
    for place, language in enumerate(LANGUAGES):
        locale, _ = Locale.objects.get_or_create(language_code=language.code)
        given = enumerate(texts(language.code, random.Random(place)))
        while batch := list(islice(given, BATCH)):
            pages = Page.objects.bulk_create(page(number, title, place, locale) for number, (title, _) in batch)
            bodies = (body for _, (_, body) in batch)
            write([entry_of(one, language, 1 + one.pk % 3 // 2, body) for one, body in zip(pages, bodies, strict=True)])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE home_searchentry, home_searchword, wagtailcore_page")


def page(number: int, title: str, place: int, locale: Locale) -> Page:
    return Page(
        title=title,
        slug=f"q{number}",
        path=f"9{place:03d}{number:08d}",
        depth=3,
        url_path=f"/home-{locale.language_code}/q{number}/",
        content_type=ContentType.objects.get_for_model(Page),
        locale=locale,
        translation_key=uuid4(),
    )


def taken() -> dict[str, float]:
    """The milliseconds of SQL of each search, everything that the search page asks for included: the best of ROUNDS,
    in turns, since all above the best is the machine's other work."""
    searches = [(code, text) for code, given in SEARCHES.items() for text in given]
    rounds = [[sql_of(text, code) for code, text in searches] for _ in range(ROUNDS)]
    return {
        f"{code}: {text}": min(times) for (code, text), times in zip(searches, zip(*rounds, strict=True), strict=True)
    }


def sql_of(text: str, code: str) -> float:
    spent: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - begin)

    request = RequestFactory().get("/", {"q": text})
    with connection.execute_wrapper(timed):
        results(request, text, BY_CODE[code])
    return sum(spent) * 1000


def main() -> None:
    fill()
    print(json.dumps(taken()))


if __name__ == "__main__":
    main()
