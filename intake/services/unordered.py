"""Storing a row so that its place in the table tells nothing of when it came."""

from django.db import connection, models
from psycopg2 import sql

LOCK = sql.SQL("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
WRITE_ANEW = sql.SQL(
    "WITH gone AS (DELETE FROM {table} WHERE half_year = %s RETURNING *) "
    "INSERT INTO {table} SELECT * FROM gone ORDER BY id"
)


def keep_unordered(row: models.Model, half_year: str) -> None:
    """Stores a new row and writes all rows of its half-year anew, in the order of their random ids. In a transaction.

    The database keeps rows in the order in which they came, and so does every dump: the answers of one person would
    stand side by side, in the order of the requests. There are some hundred rows in a half-year. The lock makes two
    such writers wait for each other.
    """
    table = sql.Identifier(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(LOCK.format(table=table))
        row.save(force_insert=True)
        cursor.execute(WRITE_ANEW.format(table=table), [half_year])
