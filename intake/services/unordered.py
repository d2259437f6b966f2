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
    lock_rows(type(row))
    row.save(force_insert=True)
    write_anew(type(row), half_year)


def lock_rows(model: type[models.Model]) -> None:
    """Lets every other writer of these rows wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK.format(table=sql.Identifier(model._meta.db_table)))


def write_anew(model: type[models.Model], half_year: str) -> None:
    """Writes the rows of a half-year anew, so that nothing shows which of them were changed. After `lock_rows`."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ANEW.format(table=sql.Identifier(model._meta.db_table)), [half_year])
