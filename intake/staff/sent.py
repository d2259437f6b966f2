"""What was sent about a case or waits to be sent, in words; the text of a letter is on a page of its own."""

from dataclasses import dataclass
from datetime import datetime

from intake.models import Case, Notification
from portal.common.languages import Language, language_of

SHOWN = 20
FETCHED = ("letter", "language", "channel", "state", "queued_at", "sent_at", "party__side")


@dataclass(frozen=True)
class Sent:
    """One letter to one side."""

    letter: str
    side: str
    channel: str
    language: Language
    state: str
    at: datetime


def letters_of(case: Case) -> list[Sent]:
    """The newest letters of a case; nothing encrypted is fetched."""
    found = Notification.objects.filter(case=case, party__isnull=False).select_related("party").only(*FETCHED)
    return [
        Sent(
            each.name,
            each.party.get_side_display() if each.party else "",
            each.get_channel_display(),
            language_of(each.language),
            each.get_state_display(),
            each.sent_at or each.queued_at,
        )
        for each in found.order_by("-queued_at", "-id")[:SHOWN]
    ]
