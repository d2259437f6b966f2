"""One line in the log for each refused request: no traceback, and nothing of what was sent but the address.

Django logs a foreign Host header or a malformed body as an error of ours, with the header's text and every frame of the
program. Anybody can send thousands of them, and real errors would drown.
"""

import logging

SECURITY = "django.security."
REQUEST = "django.request"


class RefusalsInOneLine(logging.Filter):
    """Shortens the records of refusals in place, and lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true. Errors of the program (500 and above) keep their words and their traceback."""
        status = getattr(record, "status_code", 500)
        if status < 500 and record.name.startswith((SECURITY, REQUEST)):
            path = getattr(getattr(record, "request", None), "path", "").encode("unicode_escape").decode()
            reason = record.name.removeprefix(SECURITY) if record.name.startswith(SECURITY) else "request"
            record.msg, record.args = "Answered %s (%s): %s", (status, reason, path)
            record.exc_info = record.exc_text = record.stack_info = None
        return True
