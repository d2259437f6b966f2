"""Mail that says nothing: a constant subject, one neutral line, one link (SECURITY.md G10).

The worker sends it, from rows that were stored with what caused them; so a mail server that is down delays a message
and never loses it.
"""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True)
class NeutralMail:
    """One message: the address `to`, its `language` code, a `line` that must fit on a stranger's screen, a `link`, and
    the `id` of the row that it comes from: sent again, it is the same message. Its sender is a name that says nothing,
    unless `names_program`."""

    to: str
    language: str
    line: str
    link: str
    id: str
    names_program: bool = False


def send_mail(mail: NeutralMail) -> None:
    """Sends it now. Raises OSError when the mail server does not take it (every SMTPException is one), ValueError for
    an address that no mail can be written to."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    with override(mail.language):
        EmailMessage(
            subject=_("A message for you"),
            body=render_to_string("mail/neutral.txt", {"line": mail.line, "link": mail.link}),
            from_email=formataddr((name if mail.names_program else _("Message service"), address)),
            to=[mail.to],
            headers={"Message-ID": message_id(mail.id, address)},
        ).send()


def message_id(row: str, sender: str) -> str:
    """The same for every try to send this row, so that mail programs show a message that came twice only once."""
    return f"<{row}@{sender.rpartition('@')[2] or 'localhost'}>"
