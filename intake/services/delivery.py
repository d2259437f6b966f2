"""Sending what waits: each message at least once, and twice only where the mail server's answer got lost.

A worker takes one message with a lease, sends it outside of any transaction, and writes the end only if the message is
still its own. A worker that dies leaves the lease to run out; then another one takes the message, with the same id.
"""

import logging
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.context import details_in
from intake.constants import ENTRY_LINK, SURVEY_LETTERS, Channel, LetterKind
from intake.models import Notification, Party
from intake.notifications import ask_a_person, can_use, channel_for, link_in, may_name_program, write_receipt
from intake.rules.retries import MOST_TRIES, wait_after
from intake.services import survey_message
from intake.services.entry_link import address_of
from portal.common import sms
from portal.common.languages import Language, language_of
from portal.common.mail import NeutralMail, send_mail

logger = logging.getLogger(__name__)

State = Notification.State


def deliver_next() -> bool:
    """Sends one message that is due, if there is one; says whether there was. A message's own fault is never raised."""
    taken = take_next(timezone.now())
    if taken is None:
        return False
    try:
        if is_void(taken):
            finish(taken, state=State.DROPPED)
            return True
        if taken.tries > MOST_TRIES:
            # Each try before took a worker down.
            park(taken, "WorkerDied")
            return True
        if taken.party is not None and not can_use(taken.party, Channel(taken.channel)):
            change_way(taken)
            return True
        if taken.letter == LetterKind.RECEIVED:
            write_receipt(taken)
        send(taken)
    except DatabaseError:
        raise
    except Exception as error:
        # OSError or ValueError where it was not taken, and whatever else is wrong with this one: the others go on. The
        # kind of fault alone is logged: a server's words may repeat the address.
        put_back(taken, type(error).__name__)
    else:
        finish(taken, state=State.SENT, sent_at=timezone.now())
    return True


@transaction.atomic
def take_next(now: datetime) -> Notification | None:
    """The message that is due first and that no other worker holds, with a lease on it."""
    waiting = Notification.objects.to_send(now).select_for_update(skip_locked=True, of=("self",))
    taken: Notification | None = waiting.select_related("case", "party__case", "user").first()
    if taken is None:
        return None
    taken.state, taken.tries = State.SENDING, taken.tries + 1
    taken.lease_until = now + timedelta(seconds=settings.OUTBOX_LEASE)
    taken.save(update_fields=["state", "tries", "lease_until"])
    return taken


def is_void(notification: Notification) -> bool:
    """Whether it brings a link that opens nothing any more, or by a way that is closed by now: it goes no other way."""
    if notification.letter in SURVEY_LETTERS:
        return survey_message.is_over(notification)
    party = notification.party
    if notification.letter != ENTRY_LINK or party is None:
        return False
    return address_of(notification) is None or not can_use(party, Channel(notification.channel))


def send(notification: Notification) -> None:
    """Sends it by mail or text, in words that say nothing. Raises OSError or ValueError when it was not taken."""
    party, row = notification.party, str(notification.pk)
    language = language_of(party.language if party else notification.language)
    link = link_for(notification, language)
    if notification.channel == Channel.SMS and party is not None:
        with override(language.code):
            text = text_for(notification, details_in(language).phone, link)
        sms.send_text(sms.TextMessage(str(party.contact["phone"]).partition(";")[0], text, row))
        return
    with override(language.code):
        line = mail_line(notification, details_in(language).phone)
    address = str(party.contact["email"]) if party else str(getattr(notification.user, "email", ""))
    names_program = may_name_program(party) if party else True
    send_mail(NeutralMail(address, language.code, line, link, id=row, names_program=names_program))


def link_for(notification: Notification, language: Language) -> str:
    """The address in a message: the one that it brings, else the door of the person's own page or of the staff area."""
    if notification.letter == LetterKind.SURVEY:
        return survey_message.address_of(notification, language)
    if notification.party is None:
        return f"{settings.WAGTAILADMIN_BASE_URL}/admin/"
    brought = address_of(notification) if notification.letter == ENTRY_LINK else None
    return f"{link_in(language)}{brought or ''}"


def mail_line(notification: Notification, phone: str) -> str:
    """The one line of a mail, in the active language."""
    if notification.letter == LetterKind.RECEIVED:
        return _("We received what you sent. A person will contact you in the way you chose.")
    if notification.letter in SURVEY_LETTERS:
        return survey_message.mail_words(notification, phone)
    if notification.letter == ENTRY_LINK:
        return _("Here is the link that you asked for. It works once, for 30 minutes.")
    if notification.party is None or not phone:
        return _("There is a message for you. Open the link to read on.")
    return _("There is a message for you. Please call us at %(phone)s, or open the link.") % {"phone": phone}


def text_for(notification: Notification, phone: str, link: str) -> str:
    """The text message of a row, in the active language."""
    if notification.letter in SURVEY_LETTERS:
        return survey_message.text_words(notification, phone, link)
    return text_line(phone, link, is_entry=notification.letter == ENTRY_LINK)


def text_line(phone: str, link: str, *, is_entry: bool = False) -> str:
    """A whole text message, in the active language; two segments at most."""
    if is_entry:
        return _("Your link, for 30 minutes: %(link)s Reply STOP to get no more texts.") % {"link": link}
    return _("There is a message for you. Please call %(phone)s. %(link)s Reply STOP to get no more texts.") % {
        "phone": phone,
        "link": link,
    }


def finish(notification: Notification, **changes: object) -> bool:
    """Writes how it ended, unless the lease ran out and the message is another worker's by now; says whether it did."""
    own = Notification.objects.filter(pk=notification.pk, state=State.SENDING, lease_until=notification.lease_until)
    return bool(own.update(lease_until=None, **changes))


def put_back(notification: Notification, fault: str) -> None:
    """After a failed try: it waits, longer each time, and is parked after the last."""
    if notification.tries >= MOST_TRIES:
        park(notification, fault)
        return
    first = timedelta(seconds=settings.OUTBOX_FIRST_WAIT)
    wait = wait_after(notification.tries, first, random.random())  # noqa: S311 - spreads tries, guards nothing
    finish(notification, state=State.QUEUED, due_at=timezone.now() + wait)
    logger.warning("Message %s was not taken (%s); try %d", notification.pk, fault, notification.tries)


@transaction.atomic
def park(notification: Notification, fault: str) -> None:
    """Gives up, says so, and asks a person to call whom it was for."""
    if not finish(notification, state=State.PARKED):
        return
    logger.error("Message %s is parked after %d tries (%s)", notification.pk, notification.tries, fault)
    if notification.letter in SURVEY_LETTERS:
        survey_message.hand_over_instead(notification)
    elif notification.party is not None and notification.letter not in (LetterKind.RECEIVED, ENTRY_LINK):
        # Somebody is in touch about every new request anyway, and a link is asked for again.
        notification.channel = Channel.PHONE
        ask_a_person(notification)


@transaction.atomic
def change_way(notification: Notification) -> None:
    """The way it was to go is closed by now (STOP, another address, no gateway): it goes another way."""
    party: Party | None = notification.party
    if party is None:
        return
    channel = channel_for(party)
    if finish(notification, state=State.QUEUED, channel=channel, tries=0):
        notification.channel = channel
        if channel not in (Channel.EMAIL, Channel.SMS):
            ask_a_person(notification)
