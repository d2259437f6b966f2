"""A worker that starts while the database is away: it waits, so that gunicorn does not end. tests/kills plays it."""

import logging
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from portal.common.crypto import KeysetError
from portal.common.database_wait import wait_for_database

AWAY = OperationalError("connection refused\n\tIs the server running?")


def test_it_asks_until_the_database_answers(caplog):
    question = Mock(side_effect=[AWAY, AWAY, None])
    with caplog.at_level(logging.WARNING):
        wait_for_database(question, pause=0)
    assert question.call_count == 3
    assert [record.getMessage().count("\n") for record in caplog.records] == [0, 0]


def test_a_wrong_keyset_is_refused_at_once():
    question = Mock(side_effect=KeysetError("not the one"))
    with pytest.raises(KeysetError):
        wait_for_database(question, pause=0)
    assert question.call_count == 1
