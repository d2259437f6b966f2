"""Which test proves which numbered check: read from the marks on the tests, printed and written down.

`make proofs` runs it. A test says what it proves with `@pytest.mark.proves("UX-07")`; a bench row names its figure.
`python -m tests.proofs --check` changes nothing and ends with 1 when docs/reference/proofs.md is out of date.
"""

import contextlib
import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.rows import ROWS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "proofs.md"
CHECKS = (
    *(f"UX-{number:02}" for number in range(1, 61)),
    *(f"G{number}" for number in range(1, 25)),
    *(f"P{number}" for number in range(1, 11)),
)
INTRODUCTION = """\
# What is proved, and by what

Made by `make proofs` from the marks on the tests: change a mark, not this page. UX is the checklist for people's
experience, G the security goals, P the performance figures.
"""

Proofs = dict[str, list[str]]


class Collector:
    """A pytest plugin that notes, for each collected test, the checks that its `proves` marks name."""

    def __init__(self) -> None:
        self.proofs: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("proves"):
                for check in mark.args:
                    self.proofs[check].add(item.nodeid.split("[")[0])


def collect() -> Proofs:
    """Every check that something proves, with the tests and bench rows that do; raises on a check without a number."""
    collector = Collector()
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        # "tests" alone, with the browser tests let in: pytest drops a folder that lies in another one it was given.
        options = ["--collect-only", "-q", "-p", "no:randomly", "-o", "norecursedirs=node_modules"]
        code = pytest.main([*options, "tests"], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(f"The tests can't be collected:\n{said.getvalue()}")
    for row in ROWS:
        collector.proofs[row.figure].add(f"tests/bench/{row.file}::{row.name}")
    unknown = sorted(set(collector.proofs) - set(CHECKS))
    if unknown:
        raise SystemExit(f"Marks name checks that don't exist: {', '.join(unknown)}")
    return {check: sorted(collector.proofs[check]) for check in CHECKS if check in collector.proofs}


def lines(proofs: Proofs) -> Iterator[str]:
    """`UX-07 tests/…::test_…`, one a line, then one line that names what nothing proves yet."""
    for check, tests in proofs.items():
        for test in tests:
            yield f"{check} {test}"
    yield ""
    yield f"Nothing proves yet: {', '.join(check for check in CHECKS if check not in proofs)}"


def page(proofs: Proofs) -> str:
    """The text of docs/reference/proofs.md."""
    rows = "\n".join(f"| {check} | `{test}` |" for check, tests in proofs.items() for test in tests)
    missing = ", ".join(check for check in CHECKS if check not in proofs)
    return f"{INTRODUCTION}\n| check | proved by |\n|---|---|\n{rows}\n\nNothing proves yet: {missing}\n"


def main(arguments: list[str]) -> int:
    proofs = collect()
    text = page(proofs)
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text() == text:
            return 0
        print("docs/reference/proofs.md is out of date: run `make proofs`.")
        return 1
    print("\n".join(lines(proofs)))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
