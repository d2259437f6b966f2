"""By which way a party is told, so that it is safe for them, and whether that needs a person."""

from dataclasses import dataclass

from intake.constants import SENT_BY_WORKER, Channel
from intake.models import Party, StoppedPhone
from portal.common import sms

BY_WISH = {"phone": Channel.PHONE, "text": Channel.SMS, "email": Channel.EMAIL, "post": Channel.POST}
"""What people answer when asked which way works best."""

WORDS = {
    Channel.EMAIL: "By email, in a few minutes. It only says that there is a message, and asks them to call or open a"
    " link.",
    Channel.SMS: "By text message, in a few minutes. It only says that there is a message, and asks them to call.",
    Channel.POST: "Not by itself: somebody has to print this letter and post it.",
    Channel.PHONE: "Not by itself: somebody has to call and tell them.",
    Channel.IN_PERSON: "Not by itself: somebody has to tell them in person.",
}


@dataclass(frozen=True)
class Reach:
    """What whoever sends a letter is told: the way it goes, whether it goes by itself, and `cautions`: what the person
    wished for, as far as whoever posts or calls has to mind it."""

    channel: Channel
    cautions: tuple[str, ...] = ()

    @property
    def is_automatic(self) -> bool:
        """Whether the person is told without anybody doing something."""
        return self.channel in SENT_BY_WORKER

    @property
    def words(self) -> str:
        """The same in a sentence for staff."""
        return WORDS[self.channel]


def reach_of(party: Party, channel: Channel | None = None) -> Reach:
    """How this party is told now, or by the way that was chosen before."""
    way = channel or channel_for(party)
    return Reach(way, cautions_for(party, way))


def channel_for(party: Party) -> Channel:
    """The way that the party prefers among those that can be used; a call by a person when there is no other."""
    wanted = BY_WISH.get(str(party.safe_contact.get("best_way", "")))
    order = [wanted] if wanted else []
    order += [Channel.EMAIL, Channel.SMS, Channel.POST]
    return next((channel for channel in order if can_use(party, channel)), Channel.PHONE)


def channel_for_link(party: Party) -> Channel | None:
    """The way by which a link into the party's own space may go: mail, or a text; none where there are times or people
    to avoid, since a mail can be read by those too."""
    if party.safe_contact.get("avoid"):
        return None
    wanted = BY_WISH.get(str(party.safe_contact.get("best_way", "")))
    order = [wanted] if wanted in SENT_BY_WORKER else []
    return next((way for way in (*order, Channel.EMAIL, Channel.SMS) if way and can_use(party, way)), None)


def channel_for_survey(party: Party) -> Channel | None:
    """The way by which a link to a survey may go without anybody's doing: the one that the party prefers, where that is
    mail or a text; none where there are times or people to avoid."""
    way = channel_for(party)
    return way if way in SENT_BY_WORKER and not party.safe_contact.get("avoid") else None


def can_use(party: Party, channel: Channel) -> bool:
    """Whether this way is open and safe. No text where there are times or people to avoid: who would read it?"""
    contact, wishes = party.contact, party.safe_contact
    if channel is Channel.EMAIL:
        return bool(contact.get("email"))
    if channel is Channel.POST:
        return bool(contact.get("address"))
    if channel is Channel.PHONE:
        return bool(contact.get("phone"))
    return (
        channel is Channel.SMS
        and bool(contact.get("phone"))
        and sms.is_available()
        and wishes.get("text_message") == "yes"
        and not wishes.get("avoid")
        and not party.stopped_sms
        and not StoppedPhone.has(str(contact["phone"]))
    )


def may_name_program(party: Party) -> bool:
    """Whether a message, an envelope or a caller may say the program's name to whoever sees or hears it."""
    return bool(party.safe_contact.get("may_name_program") == "yes")


def cautions_for(party: Party, channel: Channel) -> tuple[str, ...]:
    """What to mind when posting or calling, in the party's own words where they gave some."""
    found = []
    if channel is Channel.PHONE:
        voicemail = party.safe_contact.get("voicemail")
        found.append("A message may be left." if voicemail == "yes" else "Leave no message.")
        if party.safe_contact.get("avoid"):
            found.append(f"To avoid: {party.safe_contact['avoid']}")
        if not party.contact.get("phone"):
            found.append("No phone number is known.")
    if channel in (Channel.PHONE, Channel.POST) and not may_name_program(party):
        found.append(
            "Use an envelope without the program's name." if channel is Channel.POST else "Do not name the program."
        )
    return tuple(found)
