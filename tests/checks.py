"""What `make check` runs: one line a check, each a command that anyone can type.

`python -m tests.checks` runs them all, two at a time, and ends with 1 when one failed; `python -m tests.checks types`
runs those named.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
LINT_SETTINGS = {"DJANGO_SETTINGS_MODULE": "portal.settings.lint"}
TEMPLATES = ("portal", "home", "outreach", "intake")

CHECKS: dict[str, tuple[str, ...]] = {
    "types": (PYTHON, "-m", "mypy"),
    "style": (PYTHON, "-m", "ruff", "check", "."),
    "format": (PYTHON, "-m", "ruff", "format", "--check", "."),
    "imports": (str(BIN / "lint-imports"), "--no-cache"),
    "templates": (PYTHON, "-m", "djlint", "--lint", "--quiet", *TEMPLATES),
    "declarations": (PYTHON, "manage.py", "check", "--fail-level", "WARNING"),
    "migrations": (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    "messages": (PYTHON, "-m", "tests.messages", "check"),
}


@dataclass(frozen=True)
class Result:
    """One check that ran: its name, whether it passed, how long it took and what it printed."""

    name: str
    passed: bool
    seconds: float
    output: str


def run(name: str) -> Result:
    """Runs one check in the repository's root, without a database: the settings are those for checking code."""
    start = time.monotonic()
    environment = {**os.environ, **LINT_SETTINGS}
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return Result(name, done.returncode == 0, time.monotonic() - start, done.stdout + done.stderr)


def main(names: list[str]) -> int:
    """Runs the checks of these names (none: all) and prints what the failed ones said; 1 when any failed."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"There is no check called {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
        return 2
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for result in pool.map(run, names or CHECKS):
            print(f"  {result.name:<14}{'ok' if result.passed else 'FAILED':<8}{result.seconds:5.1f} s", flush=True)
            if not result.passed:
                failed.append(result.name)
                print(result.output, flush=True)
    if failed:
        print(f"make check: {', '.join(failed)} failed. To run one alone: make check ARGS={failed[0]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
