"""A database that nobody else uses, for programs that run the portal from outside: the browser tests and the bench."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from portal.embedded import database_url
from tests.databases import administration, with_database
from tests.embedded_plugin import ensure_template
from tests.seeded_database import WHOLE_SITE, ensure_seeded


@contextmanager
def own_database(purpose: str, *, migrated: bool, seeded: bool = False) -> Iterator[str]:
    """The address of a new database on the server of TEST_DATABASE_URL or the embedded one; dropped at the end.

    It is a copy of a template of the tests, with the whole public site or with every table of the portal, or empty.
    """
    server = os.environ.get("TEST_DATABASE_URL") or database_url()
    name = sql.Identifier(f"{purpose}_{os.getpid()}")
    with administration(server) as connection, connection.cursor() as cursor:
        template = sql.Identifier(template_for(connection, server, migrated, seeded))
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
        try:
            yield with_database(server, name.string)
        finally:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def template_for(connection: Connection, server: str, migrated: bool, seeded: bool) -> str:
    if seeded:
        return ensure_seeded(connection, server, WHOLE_SITE)
    return ensure_template(connection, server) if migrated else "template0"
