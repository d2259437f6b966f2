"""The outbox against a mail server that refuses, hangs and dies, while workers are killed; 1,000 messages by hand:
`python -m tests.outbox.drill 1000`."""

import pytest

from tests.outbox.drill import drill


@pytest.mark.proves("G15")
def test_every_message_arrives_and_twice_only_where_nobody_can_know():
    found = drill(60, kills=8)
    assert (found.left, found.parked, found.delivered) == (0, 0, 60)
    assert found.twice_without_cause <= found.kills
    assert found.server.faults["dies after DATA"] > 0


@pytest.mark.proves("G15")
def test_two_workers_at_once_send_nothing_twice_but_what_the_server_took_in_silence():
    found = drill(40, kills=0)
    assert (found.left, found.delivered) == (0, 40)
    assert found.twice_without_cause == 0
    assert found.twice == sum(found.server.lost.values())
