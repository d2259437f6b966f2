"""P7: the SQL of one search among 10,000 questions in each of five languages, for the dearest of the words tried."""

import json
import subprocess
import sys

from tests.bench.measurement import Measurement
from tests.bench.programs import ROOT, environment_for
from tests.own_database import own_database


def measure() -> list[Measurement]:
    """Fills a database of its own, which takes some minutes, and searches there."""
    with own_database("bench_search", migrated=True) as url:
        keys = {"FIELD_KEYSET_FILE": str(ROOT / "tests" / "keyset.json")}
        environment = environment_for("portal.settings.dev", url, ROOT, **keys)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.search_site"], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    taken = json.loads(done.stdout.splitlines()[-1])
    dearest = max(taken, key=taken.__getitem__)
    return [Measurement("search_sql", taken[dearest], f"dearest of {len(taken)} searches: {dearest}")]
