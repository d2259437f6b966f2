"""How often a message is tried again, and how long to wait in between."""

from datetime import timedelta

MOST_TRIES = 8
"""After these a message is parked and somebody has to look."""
DOUBLINGS = 6
JITTER = 0.2
"""How far a wait may be off, as a part of it: what failed together does not come back together."""


def wait_after(tries: int, first: timedelta, chance: float) -> timedelta:
    """The wait after this many failed tries; `first` is that after one, each further one is twice as long. `chance` is
    a random number from 0 to 1. With a minute to begin with the last try comes two hours after the first."""
    doubled = first * 2 ** min(max(tries - 1, 0), DOUBLINGS)
    return doubled * (1 - JITTER + 2 * JITTER * chance)
