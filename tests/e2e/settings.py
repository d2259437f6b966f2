"""The demo's settings, with a folder of its own for what is uploaded and mailed: a test leaves nothing in the demo."""

from pathlib import Path

from portal.settings import env
from portal.settings.dev import *  # noqa: F403

# As in production.
ABUSE_PROOF_OF_WORK = True
_FILES = Path(env.text("E2E_FILES"))
MEDIA_ROOT = _FILES / "media"
EMAIL_FILE_PATH = _FILES / "mail"
