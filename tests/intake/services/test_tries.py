"""The count of tries, as several processes share it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import TransactionTestCase

from intake.models import TryCount
from intake.services.tries import Limit


class RaceTests(TransactionTestCase):
    @pytest.mark.proves("G9")
    def test_thirty_tries_at_once_pass_only_as_often_as_the_limit_says(self):
        limit = Limit("race", 10, timedelta(hours=1))

        def attempt(_):
            try:
                return limit.count("one code") is None
            finally:
                connections.close_all()

        with ThreadPoolExecutor(6) as pool:
            passed = list(pool.map(attempt, range(30)))
        self.assertEqual(sum(passed), 10)
        self.assertEqual(TryCount.objects.get().count, 10)
