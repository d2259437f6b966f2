"""P1 with 10,000 questions in each of five languages: the list, one question and the sitemap, against the seeded 38."""

import re

from tests.bench.many_questions import PAGES, fill
from tests.bench.measurement import Measurement
from tests.bench.programs import KEYS, ROOT, Running, environment_for, running, times_slower
from tests.databases import administration
from tests.own_database import own_database

LIST, QUESTION, SITEMAP = "/en/faq/", "/en/faq/cost/", "/sitemap.xml"


def measure(few: Running) -> list[Measurement]:
    """Fills a copy of the seeded site's database, which takes some seconds; `few` has the seeded site."""
    with own_database("bench_questions", migrated=True, seeded=True) as url:
        with administration(url, url.rpartition("/")[2]) as connection:
            fill(connection)
        environment = environment_for("portal.settings.dev", url, ROOT, **KEYS)
        with running("portal.wsgi:django_application", ROOT, environment) as many:
            return [*lists(many, few), *single(many, few), *sitemaps(many, few)]


def lists(many: Running, few: Running) -> list[Measurement]:
    last = max(map(int, re.findall(r"Page \d+ of (\d+)", many.ask("GET", LIST)["text"])))
    end = f"{LIST}?page={last}"
    return [
        Measurement("list_sql", max(sql(many, LIST), sql(many, end)), f"{PAGES} questions on {last} pages"),
        Measurement("list_sql_other_language", sql(many, "/es/faq/")),
        growth("list_growth", many, LIST, few, LIST),
        growth("list_end_growth", many, end, few, LIST),
    ]


def single(many: Running, few: Running) -> list[Measurement]:
    return [
        Measurement("question_sql", sql(many, QUESTION)),
        Measurement("question_sql_other_language", sql(many, QUESTION.replace("en", "es", 1))),
        growth("question_growth", many, QUESTION, few, QUESTION),
    ]


def sitemaps(many: Running, few: Running) -> list[Measurement]:
    """The file in the middle stands for all: each has as many addresses."""
    files = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", many.ask("GET", SITEMAP)["text"])
    file = files[len(files) // 2]
    share = addresses(few, SITEMAP) / addresses(many, file)
    ratio, ours, theirs = times_slower(many, ("GET", file), few, ("GET", SITEMAP))
    note = f"{ours:.1f} ms for {addresses(many, file)}, peer {theirs:.1f} ms for {addresses(few, SITEMAP)}"
    return [
        Measurement("sitemap_sql", max(sql(many, SITEMAP), sql(many, file)), f"{len(files)} files"),
        Measurement("sitemap_growth", ratio * share, note),
    ]


def sql(program: Running, address: str) -> int:
    """The statements of one answer by a process that has answered there before."""
    assert program.ask("GET", address, times=5)["status"] == 200, address
    return len(program.ask("GET", address)["queries"])


def addresses(program: Running, address: str) -> int:
    return program.ask("GET", address)["text"].count("<loc>")


def growth(name: str, many: Running, address: str, few: Running, address_of_few: str) -> Measurement:
    few.ask("GET", address_of_few, times=5)
    ratio, ours, theirs = times_slower(many, ("GET", address), few, ("GET", address_of_few))
    return Measurement(name, ratio, f"{ours:.1f} ms, peer {theirs:.1f} ms")
