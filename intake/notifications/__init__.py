"""Which message goes to whom, in which language, by which channel. A message never says what it is about."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from intake.constants import ENTRY_LINK, Channel, DutyKind, LetterKind, Source
from intake.exceptions import LetterRefused
from intake.models import Case, Duty, LetterTemplate, Notification, Party, Referral, Session
from intake.notifications.reach import (
    Reach,
    can_use,
    channel_for,
    channel_for_link,
    channel_for_survey,
    may_name_program,
    reach_of,
)
from intake.notifications.writing import Letter, link_in, write_letter
from intake.rules.clock import add_business_days
from portal.common.languages import SOURCE_LANGUAGE, language_of

__all__ = [
    "BY_PERSON",
    "Letter",
    "Reach",
    "ask_a_person",
    "can_use",
    "channel_for",
    "channel_for_link",
    "channel_for_survey",
    "link_in",
    "may_name_program",
    "queue_entry_link",
    "queue_letter",
    "queue_note",
    "queue_survey",
    "reach_of",
    "tell_received",
    "write_letter",
    "write_receipt",
]

logger = logging.getLogger(__name__)

BY_PERSON = {Channel.POST: DutyKind.POST_LETTER, Channel.PHONE: DutyKind.CALL_PARTY}
"""The duty that a letter brings with it when no worker can deliver it."""


def queue_letter(
    party: Party,
    letter: LetterKind,
    *,
    key: str,
    session: Session | None = None,
    due_at: datetime | None = None,
    allow_english: bool = False,
) -> Notification:
    """Queues one letter to a party, in the caller's transaction; the worker sends it. The same key again gives the same
    message. It goes by the way that the party said is safe, and over mail or SMS says nothing but a neutral line.

    What can't be written in the party's language becomes a duty to call them: nobody is left without word. `reach_of`
    says of any message whether the person is told by itself.
    """
    found = Notification.objects.filter(key=key).first()
    if found is not None:
        return found
    try:
        written, channel = write_letter(party, letter, session, allow_english=allow_english), channel_for(party)
    except LetterRefused as refused:
        logger.warning("A letter was not written, a person has to call (%s): %s", letter, "; ".join(refused.reasons))
        written, channel = for_caller(party, letter, session), Channel.PHONE
    return _store(party, letter, written, channel, key=key, session=session, due_at=due_at)


def tell_received(referral: Referral, *, is_checked: bool = False) -> None:
    """Tells the sender that the request arrived, if they can be told by mail or text; somebody calls them anyway.

    Not where there is a doubt that nobody has looked at: a program could have us write to any stranger, as often as it
    likes. Not about what the City referred: the person sent nothing. In two queries, since a person waits; the worker
    minds STOP and writes the letter that is kept (services/delivery.py).
    """
    if (referral.doubts and not is_checked) or referral.source == Source.CITY:
        return
    contact, wishes = referral.contact, referral.safe_contact
    may_text = contact.get("phone") and wishes.get("text_message") == "yes" and not wishes.get("avoid")
    if not (contact.get("email") or may_text):
        return
    wants_text = may_text and (wishes.get("best_way") == "text" or not contact.get("email"))
    case = referral.case
    Notification.objects.create(
        case=case,
        party=Party.objects.only("pk").get(case=case, has_asked=True),
        letter=LetterKind.RECEIVED,
        language=referral.language,
        channel=Channel.SMS if wants_text else Channel.EMAIL,
        title="",
        body="",
        key=f"{case.pk}:received",
        due_at=timezone.now(),
    )


def write_receipt(notification: Notification) -> None:
    """Freezes the words of a receipt, as far as it can be written; the neutral line goes out in any case."""
    party = notification.party
    if party is None or notification.body:
        return
    try:
        written = write_letter(party, LetterKind.RECEIVED)
    except LetterRefused:
        return
    notification.language, notification.title, notification.body = written.language.code, written.title, written.body
    notification.english_title, notification.english_body = written.english_title, written.english_body
    notification.save(update_fields=["language", "title", "body", "english_title", "english_body"])


def queue_entry_link(party: Party, channel: Channel, *, key: str) -> Notification:
    """Queues the message that brings a link into the party's own space. Its address is made when it goes out
    (services/delivery.py), so that it never stands in the row."""
    return Notification.objects.create(
        case=party.case,
        party=party,
        letter=ENTRY_LINK,
        language=party.language,
        channel=channel,
        title="",
        body="",
        key=key,
        due_at=timezone.now(),
    )


def queue_survey(party: Party, letter: LetterKind, channel: Channel, *, key: str, due_at: datetime) -> Notification:
    """Queues a message about a survey, once for each key. Its link is made when it goes out, and never stands in the
    row; the letter that is kept beside it says what it is about, as far as it can be written."""
    try:
        written = write_letter(party, letter)
    except LetterRefused:
        written = Letter(language_of(party.language), "", "")
    return _store(party, letter, written, channel, key=key, due_at=due_at)


def queue_note(user: Any, letter: str, *, key: str, case: Case | None = None) -> Notification:
    """Queues a note to a mediator or a member of staff: by mail, a neutral line and a link to the staff area. The same
    key again gives the same note."""
    notification, _created = Notification.objects.get_or_create(
        key=key,
        defaults={
            "case": case,
            "user": user,
            "letter": letter,
            "language": SOURCE_LANGUAGE.code,
            "channel": Channel.EMAIL,
            "due_at": timezone.now(),
        },
    )
    return notification


def for_caller(party: Party, letter: LetterKind, session: Session | None) -> Letter:
    """What a person who calls can read out: the English text; its name alone where not even that can be written."""
    try:
        return write_letter(party, letter, session, allow_english=True)
    except LetterRefused:
        text = LetterTemplate.objects.filter(kind=letter, locale__language_code=SOURCE_LANGUAGE.code).first()
        return Letter(SOURCE_LANGUAGE, str(text.get_kind_display() if text else letter.label), "")


def _store(
    party: Party,
    letter: LetterKind,
    written: Letter,
    channel: Channel,
    *,
    key: str,
    session: Session | None = None,
    due_at: datetime | None = None,
) -> Notification:
    notification, is_new = Notification.objects.get_or_create(
        key=key,
        defaults={
            "case": party.case,
            "party": party,
            "session": session,
            "letter": letter,
            "language": written.language.code,
            "channel": channel,
            "title": written.title,
            "body": written.body,
            "english_title": written.english_title,
            "english_body": written.english_body,
            "due_at": due_at or timezone.now(),
        },
    )
    if is_new and channel in BY_PERSON:
        ask_a_person(notification)
    return notification


def ask_a_person(notification: Notification) -> None:
    """Opens the duty to post this letter or to call the person; one that is open already keeps the earlier day."""
    party, case, today = notification.party, notification.case, timezone.localdate()
    if party is None or case is None:
        return
    due_on = max(add_business_days(today, 1), timezone.localdate(notification.due_at) - timedelta(days=1))
    kind = BY_PERSON[Channel(notification.channel)]
    duty = Duty.objects.open().filter(case=case, kind=kind, party=party).first()
    if duty is None:
        Duty.objects.create(case=case, kind=kind, party=party, opened_on=today, due_on=due_on)
    elif duty.due_on > due_on:
        duty.due_on = due_on
        duty.save(update_fields=["due_on"])
    case.show_next_duty()
    case.save(update_fields=["next_duty", "next_due"])
