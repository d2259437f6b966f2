"""What is the same everywhere. dev, test and production add where the database, keys and mail are."""

from pathlib import Path

from django.core import checks

from portal.common.languages import LANGUAGES as PORTAL_LANGUAGES
from portal.settings import env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

INSTALLED_APPS = [
    "portal.common",
    "home",
    "outreach",
    "intake",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "formtools",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "phonenumber_field",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    # The first three see every answer: files, and refusals by the middlewares below them, such as a foreign host.
    "portal.common.headers.SecurityHeadersMiddleware",
    "portal.common.headers.PolicyByAreaMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.common.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.common.middleware.LanguageFromPathMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.common.signin.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.common.signin.middleware.SecondFactorMiddleware",
    "portal.common.translation_guard.TranslationGuardMiddleware",
    "portal.common.page_guard.PageGuardMiddleware",
    # Innermost: it sees every "not found", and what it answers instead passes all the others.
    "home.redirects.OwnSiteRedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS: list[str] = []
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.common.context.shell",
                "home.context.program",
            ],
        },
    }
]
FORM_RENDERER = "portal.common.forms.PortalFormRenderer"

# The database, the same everywhere: PostgreSQL (DESIGN section 2).
DATABASE_OPTIONS = {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {"options": "-c statement_timeout=10s -c idle_in_transaction_session_timeout=30s"},
}
# Rate limits and used codes live here. At Django's 300 entries live ones would be thrown away under attack, and the
# counts with them (docs/decisions/sign-in.md).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# Languages: portal/common/languages.py is the one list.
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Los_Angeles"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(language.code, language.name) for language in PORTAL_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = None
WAGTAIL_I18N_ENABLED = True
# Without this a page sent for translation would be live at once, in English, under the other language.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.common.stylesheet.StylesheetFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

AUTH_USER_MODEL = "common.User"
WAGTAILIMAGES_IMAGE_MODEL = "common.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "common.PortalDocument"

WAGTAIL_SITE_NAME = "Mediation Program"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILREDIRECTS_AUTO_CREATE = True
# Uploads (docs/decisions/editing.md): papers are PDF and never open inside this site; pictures are photographs or
# drawings in formats that carry no script, and none that is small as a file and huge in memory.
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.staff.uploads.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.staff.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Editors keep their drafts: five seconds after the last key, not half a second (fewer revisions, calmer history).
WAGTAIL_AUTOSAVE_INTERVAL = 5000

# A form of ours has a few dozen fields and short texts; anything larger is refused before it is parsed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_ENGINE = "portal.common.signin.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.common.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"

# How long an unsent request waits for its sender, in days (DOMAIN section 8, state DRAFT).
DRAFT_DAYS = 14
DRAFT_COOKIE_NAME = "drafts"
# How long the sender of a request can open a copy of it, in hours: whoever finds the device could open it too.
COPY_HOURS = 24
# Where "Leave now" leads: a page that says nothing about its reader. Empty: no such button.
LEAVE_URL = env.address_or_none("LEAVE_URL", "https://www.weather.gov/")

# Signs of a program or a flood (docs/decisions/abuse.md). They refuse nobody; staff look at such a request first.
# Fewer seconds from the first answer to sending than a person needs; more requests in an hour from one network, and in
# all, than people send; and whether browsers are given a sum to work out.
ABUSE_MIN_SECONDS = 20
ABUSE_SENDS_NEARBY = 10
ABUSE_SENDS_IN_ALL = 60
ABUSE_PROOF_OF_WORK = env.switch("ABUSE_PROOF_OF_WORK", False)
# The same for replies to surveys by open links, where a hall full of people shares one network.
SURVEY_MIN_SECONDS = 10
SURVEY_BEGUN_NEARBY = 60
SURVEY_BEGUN_IN_ALL = 300

# After how many days somebody has to make sure again that an answer among the questions is right.
FAQ_REVIEW_DAYS = 180

PHONENUMBER_DEFAULT_REGION = "US"
PHONENUMBER_DB_FORMAT = "E164"

DEFAULT_FROM_EMAIL = "Mediation Program <no-reply@example.org>"

# A mail server that hangs must not hang the worker for long.
EMAIL_TIMEOUT = 10
# Text messages: what carries them (empty: none are sent), and the gateway, if that is a gateway.
SMS_BACKEND = "portal.common.sms.ConsoleBackend"
SMS_GATEWAY_URL = SMS_GATEWAY_TOKEN = SMS_SENDER = SMS_WEBHOOK_SECRET = ""
SMS_TIMEOUT = 10
# The outbox, in seconds: how long a worker may hold a message, longer than the slowest sending; the wait after the
# first failed try, which doubles with each; how long an idle worker rests.
OUTBOX_LEASE = 300
OUTBOX_FIRST_WAIT = 60
WORKER_REST = 2
# Where the worker notes the end of the audit log each hour, for operations to copy away; None: nowhere.
AUDIT_CHECKPOINTS: Path | None = None

# The paper of PDFs: "letter" or "A4". How much it weighs that this machine can't write them in every language.
PDF_PAPER = "letter"
PDF_FAULT_LEVEL = checks.WARNING

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "portal.common.refusals.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers for the console, which repeat every line, and for mail, which would carry request data.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}

from portal.settings.content_policy import *  # noqa: E402
from portal.settings.signin import *  # noqa: E402
