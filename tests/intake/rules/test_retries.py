"""Waiting between tries."""

from datetime import timedelta

import pytest

from intake.rules.retries import MOST_TRIES, wait_after

MINUTE = timedelta(minutes=1)


@pytest.mark.proves("G15")
def test_the_wait_doubles_and_a_server_that_is_down_for_an_hour_parks_nothing():
    waits = [wait_after(tries, MINUTE, 0.5) for tries in range(1, MOST_TRIES)]
    assert waits == [MINUTE * 2**n for n in range(7)]
    assert sum((wait_after(tries, MINUTE, 0) for tries in range(1, MOST_TRIES)), timedelta()) > timedelta(hours=1)


def test_chance_moves_a_wait_by_a_fifth_at_most():
    assert wait_after(1, MINUTE, 0) == MINUTE * 0.8
    assert wait_after(1, MINUTE, 1) == MINUTE * 1.2
