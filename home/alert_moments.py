"""When alerts begin and end, so that finished pages are dropped at that very moment and not up to a minute later.

The web server's door gives `public_version.current` to the finished pages (portal/wsgi.py). It asks the database only
when the site has changed, and then once; between two changes an alert begins or ends by the clock alone.
"""

import time
from bisect import bisect_right

from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection
from django.utils.timezone import now

from portal.common.content_version import content_version

# The web server's door imports this before Django has loaded its models.
ALERT = ("home", "Alert")

Moments = tuple[float, ...]


class PublicVersion:
    """The version of the public site together with how many of the known moments have passed. Threads share it."""

    def __init__(self) -> None:
        # One tuple, so that a thread never sees moments with the version of others.
        self._known: tuple[str | None, Moments] = (None, ())

    def current(self) -> str | None:
        """A value that changes with the site and at each moment; None while the database does not answer."""
        version = content_version.current()
        if version is None:
            return None
        known, moments = self._known
        if version != known:
            found = read_moments()
            if found is None:
                return None
            self._known = (version, moments) = (version, found)
        passed = bisect_right(moments, time.time())
        return f"{version}.{passed}" if passed else version


public_version = PublicVersion()


def read_moments() -> Moments | None:
    """When published alerts that are not over begin and end, in order; None when the database does not answer.

    A superset is enough: a moment at which nothing changes costs one rendering of each page.
    """
    alerts = apps.get_model(*ALERT).objects.filter(live=True, ends_at__gt=now())
    try:
        pairs = list(alerts.order_by().values_list("starts_at", "ends_at"))
    except DatabaseError:
        connection.close()
        return None
    return tuple(sorted(moment.timestamp() for pair in pairs for moment in pair))
