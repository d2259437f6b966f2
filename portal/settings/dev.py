"""Development and the demo: everything is made on the spot under var/, nothing leaves the machine."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from portal.common.crypto.keyset_file import new_keyset
from portal.settings import databases, env
from portal.settings.base import *


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file, made at the first call and the same ever after; only this account can read it."""
    if path.exists():
        return path.read_text()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
        file.write(make())
        file.flush()
        os.fsync(file.fileno())
        # A link appears whole or not at all, and never over another process's secret.
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
    return path.read_text()


DEBUG = env.switch("DEBUG", True)
SECRET_KEY = kept_secret(VAR_DIR / "secret-key", get_random_secret_key)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": databases.at_hand("DATABASE_URL")}

FIELD_KEYSET_FILE = Path(env.text("FIELD_KEYSET_FILE", str(VAR_DIR / "keyset.json")))
FIELD_KEYSET = kept_secret(FIELD_KEYSET_FILE, new_keyset)

DEMO_ACCOUNTS_ALLOWED = True
# The demo's visitors have no authenticator app at hand; a banner says so. Production has no such switch.
SECOND_FACTOR_REQUIRED = env.switch("SECOND_FACTOR_REQUIRED", False)

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"

WAGTAILADMIN_BASE_URL = f"http://localhost:{env.number('PORT', 8000)}"
# Stylesheets are served from where they are written, with no collecting in between.
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
AUDIT_CHECKPOINTS = VAR_DIR / "audit-checkpoints"
