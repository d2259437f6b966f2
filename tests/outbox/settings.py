"""The portal as its worker runs it against the mail server of the drill: real SMTP, and in haste."""

import os

from portal.settings import databases
from portal.settings.lint import *  # noqa: F403

DATABASES = {"default": databases.at_address(os.environ["DATABASE_URL"])}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["SMTP_PORT"])
EMAIL_TIMEOUT = 1
OUTBOX_LEASE = 5
OUTBOX_FIRST_WAIT = 0.1
WORKER_REST = 0.1
