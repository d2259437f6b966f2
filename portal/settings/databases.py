"""Which PostgreSQL to use: the address in an environment variable, or the embedded server where that is allowed."""

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from portal.embedded import database_url, is_embedded
from portal.embedded_programs import EmbeddedServerError
from portal.settings import env
from portal.settings.base import DATABASE_OPTIONS

POSTGRESQL = "django.db.backends.postgresql"


def at_address(url: str) -> dict[str, Any]:
    """The entry in DATABASES for this address, with the options that every database of the portal has."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    ours: dict[str, Any] = dict(DATABASE_OPTIONS)
    return {**parsed, **ours, "OPTIONS": {**ours["OPTIONS"], **parsed.get("OPTIONS", {})}}


def at_hand(variable: str) -> dict[str, Any]:
    """The database that `variable` names, else the embedded one, started or joined now. Ends the program with a
    plain sentence when that can't run here: whoever reads it is at a terminal."""
    try:
        return at_address(os.environ.get(variable) or database_url())
    except EmbeddedServerError as error:
        raise SystemExit(f"{error}\n({variable} names another PostgreSQL server.)") from None


def in_production(variable: str) -> dict[str, Any]:
    """The database that `variable` names; raises ImproperlyConfigured for none, for another engine and for the
    embedded server, which has no backup and lives in a temporary folder (DESIGN section 2)."""
    entry = at_address(env.secret(variable))
    if entry["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured(f"{variable} must name a PostgreSQL database (postgres://...).")
    if any(is_embedded(str(host)) for host in (entry["HOST"], entry["OPTIONS"].get("host", ""))):
        raise ImproperlyConfigured(
            f"{variable} names the embedded PostgreSQL, which is for development and tests only."
        )
    return entry
