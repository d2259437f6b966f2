"""The demo's cases as stories: who asks, in which language, how long ago, and what happened on which day.

All people are invented. The verbs are those of intake/management/demo/play.py, which plays them through the services
that staff and participants use.
"""

from dataclasses import dataclass, field
from typing import Any

from intake.constants import Path, Source

Steps = tuple[tuple[int, str], ...]
"""Days after the request came in, and what happened then."""

SCREENED: Steps = ((1, "call"), (1, "screen"))
REVIEWED: Steps = (*SCREENED, (2, "share"), (2, "send_to_city"))
ELIGIBLE: Steps = (*REVIEWED, (6, "city_says_yes"), (6, "name_employee"))
ASKED: Steps = (*ELIGIBLE, (7, "ask_both"))
AGREED: Steps = (*ASKED, (9, "asker_says_yes"), (11, "other_says_yes"))
ASSIGNED: Steps = (*AGREED, (12, "invite_mediator"), (13, "mediator_accepts"))
PREPARING: Steps = (*ASSIGNED, (14, "prepare"))
PREPARED: Steps = (*PREPARING, (17, "talk_with_asker"), (19, "talk_with_other"))
SCHEDULED: Steps = (*PREPARED, (20, "propose_joint"), (22, "confirm_joint"))
HELD: Steps = (*SCHEDULED, (30, "hold_joint"))
REPORTED: Steps = (*HELD, (31, "report"))
FOLLOWED: Steps = (*REPORTED, (33, "approve"))
CLOSED: Steps = (*FOLLOWED, (34, "end_mediation"), (100, "follow_up"), (101, "close"))


@dataclass(frozen=True)
class Story:
    """One case. `key` names it for ever, so that it is made once; `agreement` is what the report says. Without an
    `employee` it is about one of those of intake/management/demo/incidents.py."""

    key: str
    days_ago: int
    name: str
    steps: Steps
    language: str = "en"
    path: Path = Path.SELF
    source: Source = Source.ONLINE
    employee: str = ""
    agreement: str = "AGR_FULL"
    answers: dict[str, Any] = field(default_factory=dict)


COMPLAINT = {"filed": "yes"}
CITY = {
    "allegations": ["discourtesy"],
    "decided_by": "A lieutenant",
    "mediations_12_months": "0",
}
WORK = {"work_role": "involved", "work_concerns": ["communication"], "other_person": "Sergeant Odell Marsh"}

STORIES: tuple[Story, ...] = (
    Story("received", 0, "Beatriz Almonte", (), "es"),
    Story("received-late", 5, "Tigran Avakyan", (), "hy"),
    Story("doubts", 1, "Quick Sender", (), answers={"doubts": ("fast",)}),
    Story("screening", 4, "Mei-Hua Lin", SCREENED, "zh-hant", answers={"interpreter": "yes"}),
    Story("flags", 3, "Corwin Pell", SCREENED, answers={"during": ["force"], "since_then": ["fear"]}),
    Story("question", 9, "Rafael Ocampo", (*SCREENED, (2, "ask")), "es"),
    Story("city-review", 8, "Wen Zhao", REVIEWED, "zh-hans", answers=COMPLAINT),
    Story("bias", 7, "Imani Rowe", REVIEWED, answers={"concerns": ["different"], **COMPLAINT}),
    Story("eligible", 9, "Lusine Grigoryan", ELIGIBLE, "hy"),
    Story("asking", 12, "Ximena Duarte", (*ASKED, (9, "asker_says_yes")), "es"),
    Story("city-referral", 13, "Hollis Greer", ((1, "call"), (1, "screen"), (2, "send_to_city"), (5, "city_says_yes"),
          (5, "name_employee"), (6, "ask_both")), path=Path.CITY, source=Source.CITY, answers=CITY),
    Story("choosing", 15, "Anoush Terzian", AGREED, "hy"),
    Story("mediator-asked", 13, "Delphine Okoro", (*AGREED, (12, "invite_mediator"))),
    Story("preparing", 19, "Jia-Ying Wu", (*PREPARING, (17, "talk_with_asker")), "zh-hant"),
    Story("scheduled", 24, "Marcelo Rivas", (*SCHEDULED, (23, "asker_writes")), "es", answers={"interpreter": "yes"}),
    Story("held", 31, "Sona Baghdasarian", HELD, "hy"),
    Story("reported", 33, "Yan Liu", REPORTED, "zh-hans", agreement="UNDERSTANDING"),
    Story("following", 60, "Gwendolyn Ash", FOLLOWED, agreement="AGR_PARTIAL", answers=COMPLAINT),
    Story("closed", 120, "Araceli Fuentes", CLOSED, "es", answers=COMPLAINT),
    Story("closed-unresolved", 150, "Bogdan Petrak", CLOSED, agreement="NO_RESOLUTION"),
    Story("declined", 40, "Noemi Castellan", (*ASKED, (9, "asker_says_yes"), (12, "other_says_no")), "es"),
    Story("ineligible", 30, "Fletcher Dunn", (*SCREENED, (2, "ineligible_force")), answers={"during": ["force"]}),
    Story("unreachable", 20, "Hasmik Danielyan", ((1, "screen"), (1, "no_answer"), (2, "message"), (3, "mail"),
          (4, "give_up")), "hy"),
    Story("withdrawn", 45, "Oren Talbot", (*SCHEDULED, (25, "asker_withdraws")), answers=COMPLAINT),
    Story("on-hold", 25, "Priscilla Yount", (*REVIEWED, (3, "put_on_hold"))),
    Story("by-phone", 6, "Socorro Benavides", SCREENED, "es", source=Source.PHONE),
    Story("internal", 21, "Detective Amparo Quill", ASSIGNED, path=Path.EMPLOYEE, answers=WORK),
)  # fmt: skip
