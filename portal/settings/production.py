"""Production: what differs from city to city comes from the environment, and .env.example lists it.

It refuses to start without its secrets, on the embedded database, and with the second factor off.
"""

from pathlib import Path

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from portal.settings import databases, env
from portal.settings.base import *

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words(env.secret("SECRET_KEY_FALLBACKS", ""))
FIELD_KEYSET = env.secret("FIELD_KEYSET")
ALLOWED_HOSTS = env.words(env.text("ALLOWED_HOSTS"))
WAGTAILADMIN_BASE_URL = env.text("BASE_URL").rstrip("/")
DATABASES = {"default": databases.in_production("DATABASE_URL")}
TIME_ZONE = env.text("TIME_ZONE", TIME_ZONE)

if not (SECOND_FACTOR_REQUIRED and env.switch("SECOND_FACTOR_REQUIRED", True)):
    raise ImproperlyConfigured("Production runs with the second factor on: staff accounts open case records.")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must begin with https://, it is the address in every message we send.")

# HTTPS only. The probes of a balancer come over plain HTTP and learn nothing but "ok".
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# The header by which the proxy says "this came over HTTPS". Set it only where the proxy strips it from visitors.
if proxy_header := env.text("PROXY_SSL_HEADER", ""):
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + proxy_header.upper().replace("-", "_"), "https")
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    # Preloading is for whole registered domains and can't be taken back for months: the domain's owner decides.
    "security.W021",
    # SAMEORIGIN: the staff area shows page previews in a frame of its own.
    "security.W019",
]

# A browser takes a cookie with this prefix only from this very host, over HTTPS, so no neighbour can plant one.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
DRAFT_COOKIE_NAME = "__Host-drafts"
KNOWN_BROWSER_COOKIE = "__Host-known-browser"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True

# Letters and copies in every language are part of the service; a machine that can't write them is not ready.
PDF_PAPER = env.text("PDF_PAPER", PDF_PAPER)
PDF_FAULT_LEVEL = checks.ERROR if env.switch("PDF_REQUIRED", True) else checks.INFO

ABUSE_PROOF_OF_WORK = env.switch("ABUSE_PROOF_OF_WORK", True)

MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(MEDIA_ROOT)))
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(STATIC_ROOT)))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_USE_SSL = env.switch("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.switch("EMAIL_USE_TLS", not EMAIL_USE_SSL)
EMAIL_PORT = env.number("EMAIL_PORT", 465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD") if EMAIL_HOST_USER else ""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")

if checkpoints := env.text("AUDIT_CHECKPOINTS", ""):
    AUDIT_CHECKPOINTS = Path(checkpoints)

# Text messages go out only where there is a gateway for them.
SMS_GATEWAY_URL = env.text("SMS_GATEWAY_URL", "")
SMS_BACKEND = "portal.common.sms.GatewayBackend" if SMS_GATEWAY_URL else ""
SMS_GATEWAY_TOKEN = env.secret("SMS_GATEWAY_TOKEN") if SMS_GATEWAY_URL else ""
SMS_SENDER = env.text("SMS_SENDER", "")
# Without the secret nobody can tell us about STOP but the phone company, which then takes no message for that number.
SMS_WEBHOOK_SECRET = env.secret("SMS_WEBHOOK_SECRET", "")
