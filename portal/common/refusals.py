"""One line in the log for each refused request: no traceback, and nothing of what was sent but the address.

Of an address that may hold a secret, such as the link to somebody's survey, the log keeps the beginning alone, as nginx
does (docs/how-to/nginx.md): it would say which link was used when.

Django logs a foreign Host header or a malformed body as an error of ours, with the header's text and every frame of the
program. Anybody can send thousands of them, and real errors would drown.
"""

import logging

from portal.common.headers import PRIVATE

SECURITY = "django.security."
REQUEST = "django.request"


class RefusalsInOneLine(logging.Filter):
    """Shortens the records of refusals in place, and lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true. Errors of the program (500 and above) keep their words and their traceback."""
        if not record.name.startswith((SECURITY, REQUEST)):
            return True
        status, path = getattr(record, "status_code", 500), getattr(getattr(record, "request", None), "path", "")
        if status < 500:
            reason = record.name.removeprefix(SECURITY) if record.name.startswith(SECURITY) else "request"
            record.msg, record.args = "Answered %s (%s): %s", (status, reason, shown(path))
            record.exc_info = record.exc_text = record.stack_info = None
        elif isinstance(record.args, tuple):
            record.args = tuple(shown(path) if each == path else each for each in record.args)
        return True


def shown(path: str) -> str:
    """The address for the log, in one line."""
    private = PRIVATE.match(path)
    return f"{private[0]}…" if private else path.encode("unicode_escape").decode()
