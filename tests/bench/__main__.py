"""`make bench`: measures, prints a table, and one JSON object last. `make bench ARGS=--write` writes the table down.

Times are never compared between runs, only between programs that take turns in the same run.
"""

import json
import os
import platform
import sys
from collections.abc import Iterable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import psycopg2

from portal.embedded import database_url
from tests.bench import case_queue, codes, finished, pages, questions, search, weights, wizard
from tests.bench.measurement import Measurement
from tests.bench.programs import portal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "performance.md"
INTRODUCTION = """\
# Performance, measured

Made by `make bench ARGS=--write`. Machines are noisy, so each value is a count, or a ratio against a peer that took
turns with the portal in the same run.
"""
PACKAGES = ("Django", "wagtail", "django-formtools")


def measure() -> list[Measurement]:
    with portal() as program:
        return [
            *pages.measure(program.alone),
            *finished.measure(program),
            *weights.measure(program.whole),
            *wizard.measure(program.alone),
            *codes.measure(program),
            *questions.measure(program.alone),
            *case_queue.measure(),
            *search.measure(),
        ]


def surroundings() -> dict[str, str]:
    """The versions and the machine that the values were measured on."""
    with closing(psycopg2.connect(os.environ.get("TEST_DATABASE_URL") or database_url())) as connection:
        number = connection.server_version
    return {
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "PostgreSQL": f"{number // 10000}.{number % 10000}",
        **{package: version(package) for package in PACKAGES},
    }


def table(measurements: Iterable[Measurement]) -> str:
    lines = ["| figure | what | against | value | limit | reached | note |", "|---|---|---|---|---|---|---|"]
    for measured in measurements:
        row = measured.row
        limit = f"{'>=' if row.at_least else '<='} {row.limit:g}"
        reached = "yes" if measured.reached else "NO"
        lines.append(
            f"| {row.figure} | {row.what} | {row.peer} | {measured.value:.3g} | {limit} | {reached} | {measured.note} |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    measurements = measure()
    where = surroundings()
    words = ", ".join(f"{name} {value}" for name, value in where.items())
    print(table(measurements))
    if "--write" in arguments:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(f"{INTRODUCTION}\n{table(measurements)}\n\nMeasured with {words}.\n")
    rows = {
        m.name: {"figure": m.row.figure, "value": m.value, "limit": m.row.limit, "reached": m.reached}
        for m in measurements
    }
    print(json.dumps({"rows": rows, "surroundings": where}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
