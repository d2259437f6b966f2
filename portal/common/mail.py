"""Mail that says nothing: a constant subject, one neutral line, one link (SECURITY.md G10).

A message is sent only after the transaction that caused it is stored, and a mail server that is down never costs anyone
their request.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NeutralMail:
    """One message: the address `to`, its `language` code, and a `line` that must fit on a stranger's screen."""

    to: str
    language: str
    line: str


def send_on_commit(mail: NeutralMail) -> None:
    """Sends the mail once the running transaction is stored; never if it is rolled back."""
    transaction.on_commit(lambda: _send(mail), robust=True)


def _send(mail: NeutralMail) -> None:
    with override(mail.language):
        link = f"{settings.WAGTAILADMIN_BASE_URL}/{mail.language}/"
        body = render_to_string("mail/neutral.txt", {"line": mail.line, "link": link})
        message = EmailMessage(subject=_("A message for you"), body=body, to=[mail.to])
    try:
        message.send()
    except (OSError, ValueError) as error:
        # ValueError: an address that no mail can be written to. The kind of fault alone is logged: an SMTP server's
        # words may repeat the address.
        logger.error("A message could not be sent: %s", type(error).__name__)
