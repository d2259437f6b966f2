"""The portal with nothing around it: what type checks, message extraction and the tests share. No server is started."""

from django.core import checks

from portal.settings import databases
from portal.settings.base import *

SECRET_KEY = "of no use outside tests: sixty-two letters that protect nothing"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost"]
DATABASES = {"default": databases.at_address("postgres://portal@%2Fnonexistent/portal")}
FIELD_KEYSET = (BASE_DIR / "tests" / "keyset.json").read_text()

# Checks of the code pass on a machine without Pango and fonts; tests/e2e/test_pdf.py needs them.
PDF_FAULT_LEVEL = checks.INFO

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
