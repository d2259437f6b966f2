"""How many race in the tests of races: few in the suite, as many as SECURITY.md asks for in `make races`."""

import os

THREADS = int(os.environ.get("RACE_THREADS", "40"))
"""How many people confirm one slot at the same moment."""
WITHDRAWALS = int(os.environ.get("RACE_WITHDRAWALS", "8"))
"""How often a side steps back at the moment in which staff schedule."""
ROUNDS = int(os.environ.get("RACE_ROUNDS", "30"))
"""How often each race at the pages of a side's own space is run."""
