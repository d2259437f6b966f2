"""The door for web servers. It refuses to open when a check fails, as `manage.py check` would."""

import os

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

from portal.common.crypto import require_keyset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

problems = [message for message in checks.run_checks() if message.is_serious()]
if problems:
    raise ImproperlyConfigured("\n".join(str(problem) for problem in problems))
require_keyset()
# A server that forks after loading must not share this connection with its workers.
connections.close_all()
