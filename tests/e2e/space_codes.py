"""Runs beside the server and gives codes of sides that are asked, can choose times, meet, and were to meet; and links.

python -m tests.e2e.space_codes
"""

import json

import django

django.setup()

from django.db import transaction  # noqa: E402 - needs the settings
from django.utils import timezone  # noqa: E402

from intake.constants import Guest  # noqa: E402
from intake.services.meeting_link import make_link  # noqa: E402
from intake.services.message import send_message  # noqa: E402
from intake.services.session import cancel_session  # noqa: E402
from portal.common.roles import Role  # noqa: E402
from tests.intake.services.consents import asking, sides_of  # noqa: E402
from tests.intake.spaces import code_for  # noqa: E402
from tests.sessions import a_mediator, a_place, a_prepared_case, a_scheduled_case, another, propose  # noqa: E402


@transaction.atomic
def codes() -> dict[str, str]:
    """A code for each, by what its side can do; the one that is asked is the police employee."""
    staff, mediator = another(Role.LEAD, "space-lead"), a_mediator(another(Role.MEDIATOR, "space-mediator"))
    _, _, employee = asking(staff)
    # Several, since a code can be tried ten times an hour.
    (_, _, by_keyboard), (_, _, stays), (_, _, comes_back) = asking(staff), asking(staff), asking(staff)
    case = a_prepared_case(staff, mediator)
    session = propose(case, staff)
    scheduled, meeting = a_scheduled_case(staff, mediator, a_place("A library for the space"))
    meets = sides_of(scheduled)[0]
    letter = meets.notifications.last()
    letter.state, letter.sent_at = "sent", timezone.now()
    letter.save(update_fields=["state", "sent_at"])
    send_message(meets, "Please call me before the talk.")
    other = a_mediator(another(Role.MEDIATOR, "space-mediator-2"))
    off, gone = a_scheduled_case(staff, other, a_place("A hall for the space"))
    links = {
        "guest": make_link(meeting.pk, staff, Guest.INTERPRETER, ["hy", "en"]),
        "guest of a meeting that is off": make_link(gone.pk, staff, Guest.SUPPORT),
    }
    cancel_session(gone.pk, staff)
    return {
        "asked": code_for(employee, staff),
        "by keyboard": code_for(by_keyboard, staff),
        "stays": code_for(stays, staff),
        "comes back": code_for(comes_back, staff),
        "times": code_for(sides_of(case)[0], staff),
        "meets": code_for(meets, staff),
        "letter": str(letter.pk),
        "off": code_for(sides_of(off)[0], staff),
        "session": str(session.pk),
        "meeting meets": str(meeting.pk),
        "meeting off": str(gone.pk),
        **links,
    }


if __name__ == "__main__":
    print(json.dumps(codes()))
