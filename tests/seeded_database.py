"""Databases with a seeded site in them, for test classes that read or edit that site.

Seeding takes many seconds, copying a database less than one. So a site is seeded once for each change of what shapes
it, and every process of a test run works on one copy of its own, made when the first class asks for it. Classes leave
no trace there: they are Django's TestCase, which rolls back.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection
from psycopg2.extensions import connection as Connection

from tests.databases import CHECKOUT, ROOT, administration, ensure, manage, with_database
from tests.embedded_plugin import ensure_template, fingerprint, mark_of


@dataclass(frozen=True)
class Site:
    """A seeded site: its name, and the arguments of manage.py that seed it."""

    name: str
    command: tuple[str, ...]

    @property
    def template(self) -> str:
        return f"portal_{self.name}_{CHECKOUT}_"


FIRST_PAGES = Site("first_pages", ("shell", "-c", "from home.seeding.site import seed_site; seed_site()"))
WHOLE_SITE = Site("whole_site", ("seed_site",))

SHAPED_BY = ("home", "outreach", "portal/common", "portal/settings")
# What only shows the site. Everything else may have to do with how it is seeded.
NOT_SHAPED_BY = {"views", "staff", "templatetags", "__pycache__"}
# What a process must not find there: values kept by others, and a stamp that says the site has changed.
LEFT_BEHIND = ("portal_cache", "common_contentstamp")


@contextmanager
def seeded_database(site: Site) -> Iterator[None]:
    """Connects this process to its copy of the seeded site, and to the usual test database again afterwards."""
    usual = connection.settings_dict["NAME"]
    connect_to(seeded_copy(os.environ["TEST_DATABASE_URL"], f"{usual}_{site.name}", site))
    try:
        yield
    finally:
        connect_to(usual)


def connect_to(name: str) -> None:
    """The next query of this process goes to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@cache
def seeded_copy(url: str, name: str, site: Site) -> str:
    """The name of a new copy of the seeded site; tests/embedded_plugin.py removes it at the end of the run."""
    with administration(url) as server, server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ensure_seeded(server, url, site)}"')
    return name


def ensure_seeded(server: Connection, url: str, site: Site) -> str:
    """The name of the template with the seeded site of the present code, built now when there is none."""

    def fill(name: str) -> None:
        manage(with_database(url, name), *site.command)
        with administration(url, name) as seeded, seeded.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(LEFT_BEHIND)}")
            cursor.execute("VACUUM ANALYZE")

    return ensure(server, site.template, seeded_mark(), ensure_template(server, url), fill)


def seeded_mark() -> str:
    """A short hash of all that shapes a seeded site: the tables, the content files and the code that reads them."""
    return mark_of(set(shaping_files()), fingerprint().encode() + Path(__file__).read_bytes())


def shaping_files() -> Iterator[Path]:
    for folder in SHAPED_BY:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".toml") and not NOT_SHAPED_BY.intersection(path.relative_to(ROOT).parts):
                yield path
