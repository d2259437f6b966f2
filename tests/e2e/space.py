"""A side's own space in a browser: the codes that lead there, and coming in with one."""

import json
import subprocess
import sys

from tests.e2e.browser import Visitor
from tests.e2e.server import ROOT, Portal


def codes_of(running: Portal) -> dict[str, str]:
    """A code for each, by what its side can do (tests/e2e/space_codes.py makes the cases). Once for each portal."""
    command, environment = (sys.executable, "-m", "tests.e2e.space_codes"), running.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def comes_in(someone: Visitor, language: str, code: str) -> None:
    """Types the code at the door."""
    someone.open(f"/{language}/my/")
    someone.page.fill("input[name=code]", code)
    someone.press(someone.page.locator(".step-form button"))
