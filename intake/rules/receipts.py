"""What a side did in its own space, told from what the audit log keeps: which deed each changed field stands for.

A service that a side itself calls writes its entry on the side (`obj=party`), so that the log alone tells the deeds of
one side from those of the other. Only a yes and a no are not told apart in it; those stand in the side's own track.
"""

from collections.abc import Iterable
from enum import StrEnum

from intake.constants import ConsentState


class Deed(StrEnum):
    """What a side did."""

    SENT_REQUEST = "sent_request"
    YES = "yes"
    NO = "no"
    STEPPED_BACK = "stepped_back"
    TIMES = "times"
    ASKED_FOR_CALL = "asked_for_call"
    MESSAGE = "message"
    NAME = "name"
    CONTACT = "contact"
    LANGUAGE = "language"
    NEEDS = "needs"
    ASKED_FOR_TIME = "asked_for_time"
    ASKED_TO_DELETE = "asked_to_delete"
    OTHER = "other"


ANSWERS = {
    ConsentState.ACCEPTED: Deed.YES,
    ConsentState.DECLINED: Deed.NO,
    ConsentState.WITHDRAWN: Deed.STEPPED_BACK,
}
OF_FIELDS = {
    "proposals": Deed.TIMES,
    "duties": Deed.ASKED_FOR_CALL,
    "messages": Deed.MESSAGE,
    "name": Deed.NAME,
    "contact": Deed.CONTACT,
    "safe_contact": Deed.CONTACT,
    "language": Deed.LANGUAGE,
    "needs": Deed.NEEDS,
    "move_requests": Deed.ASKED_FOR_TIME,
    "erasure": Deed.ASKED_TO_DELETE,
}
"""By the first part of a field's name."""


def deeds_of(fields: Iterable[str]) -> list[Deed]:
    """What one entry of the log stands for, each deed once; what no field tells is still a change."""
    named = (OF_FIELDS.get(field.partition(".")[0]) for field in sorted(fields))
    return list(dict.fromkeys(deed for deed in named if deed)) or [Deed.OTHER]
