"""Requests that are sent while the portal is killed: a short run of tests/kills. `make kills` is the long one."""

import json
import subprocess
import sys

import pytest

from tests.e2e.server import ROOT


@pytest.mark.proves("G14")
def test_what_was_acknowledged_exists_once_although_worker_master_and_database_are_killed():
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills", "60", "4"], cwd=ROOT, capture_output=True, text=True, timeout=550
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert result["acknowledged"] == result["stored"] == 60
    assert set(result["kills"]) == {"worker", "master", "database", "answer lost"}
