"""A database that nobody else uses, for programs that run the portal from outside: the browser tests and the bench."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import sql

from portal.embedded import database_url
from tests.embedded_plugin import administration, ensure_template, with_database


@contextmanager
def own_database(purpose: str, *, migrated: bool) -> Iterator[str]:
    """The address of a new database on the server of TEST_DATABASE_URL or the embedded one; dropped at the end.

    It is a copy of the tests' template, with every table of the portal, or empty.
    """
    server = os.environ.get("TEST_DATABASE_URL") or database_url()
    name = sql.Identifier(f"{purpose}_{os.getpid()}")
    with administration(server) as connection, connection.cursor() as cursor:
        template = sql.Identifier(ensure_template(connection, server) if migrated else "template0")
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
        try:
            yield with_database(server, name.string)
        finally:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
