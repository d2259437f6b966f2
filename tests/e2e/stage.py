"""Runs beside the server: places the cases with which some walks begin, and lets the time of sessions come.

python -m tests.e2e.stage   # prints the references by story; each line that it then reads is a reference whose sessions
                            # of which the time stands began two hours ago: it moves them and nothing else

The demo's player places them, through the services and on the days on which staff would have done it.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 - needs the settings

from intake.constants import SessionState  # noqa: E402
from intake.management.demo.people import the_staff  # noqa: E402
from intake.management.demo.sessions import SessionPlayer  # noqa: E402
from intake.management.demo.stories import ASKED, ELIGIBLE, PREPARED, Story  # noqa: E402
from intake.models import Session  # noqa: E402

AGO = timedelta(hours=2)
# From here on the demo has nobody's phone number; a third number has the first mediator, who can sign in.
FIRST_NUMBER, STEP = 300, 3
STORIES = (
    Story("walk-declined", 8, "Estela Montoya", ELIGIBLE, "es", employee="Ruth Calloway"),
    Story("walk-force", 1, "Davit Hakobyan", (), "hy", employee="Elias Brandt", answers={"during": ["force"]}),
    Story("walk-withdrawn", 22, "Leonor Pineda", PREPARED, "es", employee="Ingrid Salo"),
    Story("walk-no-show", 25, "Kuang-Yu Tseng", PREPARED, "zh-hant", employee="Marcus Fenn"),
    Story("walk-filed-later", 9, "Wendell Crane", ASKED, employee="Tobias Lund"),
)


def place() -> dict[str, str]:
    """Plays each story up to where its walk begins; gives the references."""
    staff, placed = the_staff(), {}
    for number, story in enumerate(STORIES):
        player = SessionPlayer(story, staff, FIRST_NUMBER + STEP * number)
        player.plays()
        placed[story.key] = str(player.case)
    return placed


def let_begin(reference: str) -> None:
    """The time of this case's sessions has come. Bookings stay as they are: they guard other times."""
    start = timezone.now() - AGO
    for session in Session.objects.filter(case__referral__reference=reference, state=SessionState.CONFIRMED):
        length = session.ends_at - session.starts_at
        session.starts_at, session.ends_at = start, start + length
        session.save(update_fields=["starts_at", "ends_at"])


if __name__ == "__main__":
    print(json.dumps(place()), flush=True)
    for line in sys.stdin:
        let_begin(line.strip())
        print("began", flush=True)
