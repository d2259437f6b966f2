"""The whole test database as somebody has it who holds a backup."""

import re

from django.apps import apps
from django.db import connection

LONG = re.compile(r"[\w+/=-]{12,}")


class Backup:
    """Every row of every table as text, in the order in which the rows lie there, with what wrote it."""

    def __init__(self):
        self.tables = {}
        with connection.cursor() as cursor:
            for model in apps.get_models():
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT xmin::text, whole::text FROM {table} AS whole ORDER BY ctid")
                self.tables[model] = cursor.fetchall()

    def words(self, *models):
        """Everything in the rows of these tables that is long enough to join by."""
        return {word for model in models for _, row in self.tables[model] for word in LONG.findall(row)}

    def rows(self, model):
        return [row for _, row in self.tables[model]]
