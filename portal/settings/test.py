"""Tests: as in production where it matters (second factor on, cache in the database), fast where it does not.

The cache stays in the database: it is rolled back with each test, where one in memory would carry sign-in counts over
from test to test. tests/embedded_plugin.py sets the two variables.
"""

import os

from portal.settings import databases
from portal.settings.lint import *

SECOND_FACTOR_REQUIRED = True
# Tests answer faster than people.
ABUSE_MIN_SECONDS = 0
DATABASES = {
    "default": {
        **databases.at_hand("TEST_DATABASE_URL"),
        # A thread of a test that kept its connection would keep the test database from being removed.
        "CONN_MAX_AGE": 0,
        "TEST": {
            "NAME": os.environ.get("TEST_DATABASE_NAME"),
            "TEMPLATE": os.environ.get("TEMPLATE_DATABASE"),
        },
    }
}
