"""P6: the staff queue at 100, 10,000 and 100,000 cases: each list, filter, order and search, whole and in part."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.measurement import Measurement
from tests.bench.programs import KEYS, ROOT, environment_for
from tests.own_database import own_database


def measure() -> list[Measurement]:
    """Fills a database of its own, which takes a minute or two, and opens the queue there."""
    with own_database("bench_queue", migrated=True) as url:
        environment = environment_for("portal.settings.dev", url, ROOT, SECOND_FACTOR_REQUIRED="no", **KEYS)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.queue_site"], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        dearest("queue_sql", found, "page", "queries"),
        dearest("queue_query", found, "page", "query"),
        dearest("queue_page", found, "page", "ms"),
        dearest("queue_list", found, "list", "ms"),
        dearest("queue_weight", found, "page", "kB"),
        growth(found),
    ]


def dearest(row: str, found: dict, part: str, value: str) -> Measurement:
    """The dearest of all lists and sizes, which is named."""
    most, size, name = max((each[part][value], size, name) for size, name, each in entries(found))
    busy = found[size][name][part]["cpu"]
    spent = f", {busy:.0f} ms of them at work" if value == "ms" else ""
    return Measurement(row, most, f"dearest: {name}, {int(size):,} cases{spent}")


def growth(found: dict) -> Measurement:
    """How much longer the whole queue takes with all cases than with the fewest."""
    sizes = sorted(found, key=int)
    few, many = (found[size]["all"]["list"]["ms"] for size in (sizes[0], sizes[-1]))
    return Measurement("queue_growth", many / few, f"{many:.1f} ms against {few:.1f} ms")


def entries(found: dict) -> Iterator[tuple[str, str, dict]]:
    for size, lists in found.items():
        for name, each in lists.items():
            yield size, name, each
