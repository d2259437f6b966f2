"""Which message goes to whom, in which language, by which channel. A message never says what it is about."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.constants import Channel, LetterKind
from intake.models import Case, Notification, Party, Referral, Session
from portal.common.languages import SOURCE_LANGUAGE
from portal.common.mail import NeutralMail, send_on_commit


def tell_received(referral: Referral, *, is_checked: bool = False) -> None:
    """Tells the sender that the request arrived, if they gave an e-mail address; sent once the transaction holds.

    Not where there is a doubt that nobody has looked at: a program could have us write to any stranger, as often as it
    likes.
    """
    address = referral.contact.get("email")
    if not address or (referral.doubts and not is_checked):
        return
    with override(referral.language):
        send_on_commit(
            NeutralMail(
                to=address,
                language=referral.language,
                line=_("We received what you sent. A person will contact you in the way you chose."),
            )
        )


def queue_letter(
    party: Party, letter: LetterKind, *, key: str, session: Session | None = None, due_at: datetime | None = None
) -> Notification:
    """Queues one letter to a party, in the caller's transaction; the worker sends it. The same key again gives the same
    message. It goes by the way that the party said is safe, and over mail or SMS says nothing but a neutral line."""
    notification, _created = Notification.objects.get_or_create(
        key=key,
        defaults={
            "case": party.case,
            "party": party,
            "session": session,
            "letter": letter,
            "language": party.language,
            "channel": channel_for(party),
            "due_at": due_at or timezone.now(),
        },
    )
    return notification


def channel_for(party: Party) -> Channel:
    """The way that the party prefers among those that can be used; a call by a person when there is no other."""
    usable = {
        Channel.EMAIL: bool(party.contact.get("email")),
        Channel.SMS: bool(party.contact.get("phone"))
        and party.safe_contact.get("text_message") == "yes"
        and not party.stopped_sms,
        Channel.POST: bool(party.contact.get("address")),
    }
    wanted = {"text": Channel.SMS, "email": Channel.EMAIL, "post": Channel.POST}.get(
        str(party.safe_contact.get("best_way", ""))
    )
    if wanted and usable[wanted]:
        return wanted
    return next((channel for channel, is_usable in usable.items() if is_usable), Channel.PHONE)


def queue_note(user: Any, letter: str, *, case: Case, key: str) -> Notification:
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
