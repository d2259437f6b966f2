"""The door for web servers. It refuses to open when a check fails, as `manage.py check` would."""

import os

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from home.alert_moments import public_version
from portal.common.crypto import require_keyset
from portal.common.database_wait import wait_for_database
from portal.common.finished_pages import FinishedPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
# The portal itself, and the same with finished pages in front.
django_application = get_wsgi_application()
application = FinishedPages(django_application, public_version.current)

problems = [message for message in checks.run_checks() if message.is_serious()]
if problems:
    raise ImproperlyConfigured("\n".join(str(problem) for problem in problems))
wait_for_database(require_keyset)
